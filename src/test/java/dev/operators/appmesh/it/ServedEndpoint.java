// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.JarProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The endpoint as it is shipped, in a process of its own, with the mesh {@code apps}. */
final class ServedEndpoint extends JarProcess {

  private ServedEndpoint(List<String> arguments) {
    super(Map.of(), arguments);
  }

  /** With its state in a folder that is empty, and these flags besides. */
  static ServedEndpoint in(Path folder, String... flags) {
    return at(0, 0, folder, flags);
  }

  /** The same on these ports of this machine, the second that of health and metrics. */
  static ServedEndpoint at(int port, int managementPort, Path folder, String... flags) {
    var arguments = new ArrayList<>(List.of("endpoint", "--no-auth", "--mesh=apps"));
    arguments.add("--listen=127.0.0.1:" + port);
    arguments.add("--management-listen=127.0.0.1:" + managementPort);
    arguments.add("--data=" + folder);
    arguments.addAll(List.of(flags));
    return new ServedEndpoint(arguments);
  }

  /** Waits until it serves, and answers where. */
  URI awaitServing() {
    return URI.create(awaitWordAfter("Serving the App Mesh API"));
  }

  /** Waits until it says where health and metrics are. */
  URI awaitManagement() {
    return URI.create("http://" + awaitWordAfter("health and metrics"));
  }
}
