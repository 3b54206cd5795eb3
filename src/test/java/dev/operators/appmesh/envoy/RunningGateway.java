// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.migrate.export.ExportCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An exported gateway in an Envoy.
 *
 * @param port of its first listener
 */
record RunningGateway(EnvoyProcess envoy, int port) implements AutoCloseable {

  private static final int ADMIN_PORT = 9901;

  /**
   * Starts one on free ports.
   *
   * @param backendPorts what to connect to instead
   * @param files as {@link Bootstrap} takes them
   */
  static RunningGateway start(
      EnvoyProgram program,
      ExportCase it,
      Map<Integer, Integer> backendPorts,
      Map<String, Path> files,
      Path folder)
      throws IOException {
    var listeners = it.gateway().spec().listeners();
    var free = FreePorts.some(listeners.size() + 1);
    var ports = new HashMap<>(backendPorts);
    // An export takes the next port for Envoy's own interface where a listener has the usual one.
    ports.put(ADMIN_PORT, free.get(0));
    ports.put(ADMIN_PORT + 1, free.get(0));
    for (int i = 0; i < listeners.size(); i++) {
      ports.put(
          Objects.requireNonNull(listeners.get(i).portMapping().port()).intValue(),
          free.get(i + 1));
    }
    var bootstrap =
        new Bootstrap(ports, files, folder)
            .write(it.name() + "-" + free.get(0), it.envoy().documents().getFirst());
    return new RunningGateway(EnvoyProcess.start(program, bootstrap, free.get(0)), free.get(1));
  }

  @Override
  public void close() {
    envoy.close();
  }
}
