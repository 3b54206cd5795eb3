// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.JarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The endpoint in a process of its own, with the mesh {@code apps}. */
final class EndpointProcess extends JarProcess {

  private final long begin;
  private Duration started = Duration.ZERO;

  private EndpointProcess(long begin, List<String> arguments) {
    super(Map.of(), arguments);
    this.begin = begin;
  }

  static EndpointProcess on(Path data) {
    return new EndpointProcess(
        System.nanoTime(),
        List.of(
            "endpoint",
            "--listen=127.0.0.1:0",
            "--data=" + data,
            "--no-auth",
            "--management-listen=127.0.0.1:0",
            "--mesh=apps"));
  }

  /** Waits until it has answered a call, and answers where it listens. */
  URI awaitAnswer() {
    var uri = URI.create(awaitWordAfter("Serving the App Mesh API"));
    try {
      // The plainest client, so that not its own start is measured.
      var call = (HttpURLConnection) uri.resolve("/v20190125/meshes/apps").toURL().openConnection();
      assertThat(call.getResponseCode()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    started = Duration.ofNanos(System.nanoTime() - begin);
    return uri;
  }

  /** The time from its start to its first answer. */
  Duration started() {
    return started;
  }
}
