// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.JarProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The operator in a process of its own. */
final class OperatorProcess extends JarProcess {

  private OperatorProcess(Map<String, String> environment, List<String> arguments) {
    super(environment, arguments);
  }

  /** Runs the jar with these arguments in this environment. */
  static OperatorProcess jar(Map<String, String> environment, List<String> arguments) {
    return new OperatorProcess(environment, arguments);
  }

  /** Runs the jar with these arguments and the test's credentials. */
  static OperatorProcess jar(Path kubeconfig, List<String> arguments) {
    return jar(
        Map.of(
            "KUBECONFIG",
            kubeconfig.toString(),
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test"),
        arguments);
  }

  /** Runs the operator for the scenario's namespace. */
  static OperatorProcess of(Bench bench, Path kubeconfig) {
    return jar(
        kubeconfig,
        List.of(
            "run",
            "--aws-region=us-west-2",
            "--aws-endpoint-url=" + bench.endpoint.uri(),
            "--watch-namespace=" + bench.namespace,
            "--listen=127.0.0.1:0"));
  }

  /** Waits until it says that it works, and answers where its health and metrics are. */
  URI awaitStarted() {
    return URI.create("http://" + awaitWordAfter("health and metrics on "));
  }

  /** The status code and body of one of its pages. */
  static HttpResponse<String> get(URI page) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
