// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import dev.operators.appmesh.JarProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The endpoint in a process of its own, with the mesh {@code apps}. */
final class EndpointProcess extends JarProcess {

  private EndpointProcess(List<String> arguments) {
    super(Map.of(), arguments);
  }

  static EndpointProcess on(Path data) {
    return new EndpointProcess(
        List.of("endpoint", "--listen=127.0.0.1:0", "--data=" + data, "--mesh=apps"));
  }

  /** Waits until it says that it listens, and answers where. */
  URI awaitStarted() {
    return URI.create(awaitWordAfter("Serving the App Mesh API"));
  }
}
