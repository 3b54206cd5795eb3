// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * A gateway of a mesh in an Envoy.
 *
 * @param ports on which it listens, by those of the mesh
 */
record RunningMesh(EnvoyProcess envoy, Map<Integer, Integer> ports) implements AutoCloseable {

  /**
   * Starts one on free ports; all its virtual nodes are the upstream.
   *
   * @param files as {@link Bootstrap} takes them
   */
  static RunningMesh start(
      EnvoyProgram program,
      Configuration configuration,
      Upstream upstream,
      Map<String, Path> files,
      Path folder)
      throws IOException {
    var wanted = new TreeSet<Integer>();
    for (var name : configuration.listeners().keySet()) {
      wanted.add(Integer.valueOf(name.substring(name.lastIndexOf('_') + 1)));
    }
    var free = FreePorts.some(wanted.size() + 1);
    var ports = new HashMap<Integer, Integer>();
    wanted.forEach(port -> ports.put(port, free.get(ports.size() + 1)));
    var tree =
        new StaticBootstrap(free.getFirst())
            .add("", configuration)
            .withUpstream(upstream.plainPort(), upstream.tlsPort())
            .tree();
    var bootstrap = new Bootstrap(ports, files, folder).write("mesh-" + free.getFirst(), tree);
    return new RunningMesh(EnvoyProcess.start(program, bootstrap, free.getFirst()), ports);
  }

  /** The port instead of one of the mesh. */
  int port(int port) {
    return ports.getOrDefault(port, port);
  }

  @Override
  public void close() {
    envoy.close();
  }
}
