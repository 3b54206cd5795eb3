// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.JarProcess;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What the chart's endpoint runs. */
final class EndpointContainer extends JarProcess {

  EndpointContainer(Map<String, String> environment, List<String> arguments) {
    super(environment, arguments);
  }

  /** Waits until it serves, and answers where its health and metrics are. */
  URI awaitStarted() {
    return URI.create("http://" + awaitWordAfter("health and metrics are on "));
  }
}
