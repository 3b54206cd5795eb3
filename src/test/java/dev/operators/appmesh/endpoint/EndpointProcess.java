// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.JarProcess;
import dev.operators.appmesh.Stopwatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The endpoint in a process of its own. */
final class EndpointProcess extends JarProcess {

  private final Stopwatch stopwatch;
  private Start start = new Start(Duration.ZERO, Duration.ZERO);

  /**
   * What it took from the start to the first answer.
   *
   * @param unhindered what of it counts on a busy machine
   */
  record Start(Duration time, Duration unhindered) {}

  private EndpointProcess(Stopwatch stopwatch, List<String> arguments) {
    super(Map.of(), arguments);
    this.stopwatch = stopwatch;
  }

  /** One that anybody may call, with the mesh {@code apps}. */
  static EndpointProcess on(Path data) {
    return with(data, "--no-auth", "--mesh=apps");
  }

  /** One with these flags. */
  static EndpointProcess with(Path data, String... flags) {
    var arguments =
        Stream.of(
            "endpoint",
            "--listen=127.0.0.1:0",
            "--management-listen=127.0.0.1:0",
            "--data=" + data);
    return new EndpointProcess(
        Stopwatch.start(), Stream.concat(arguments, Stream.of(flags)).toList());
  }

  /** The command {@code endpoint dump}. */
  static EndpointProcess dumping(Path data) {
    return new EndpointProcess(Stopwatch.start(), List.of("endpoint", "dump", "--data=" + data));
  }

  /** Waits until it serves, and answers where. */
  URI awaitServing() {
    return URI.create(awaitWordAfter("Serving the App Mesh API"));
  }

  /** Waits until its health and metrics are served, and answers where. */
  URI awaitManagement() {
    return URI.create("http://" + awaitWordAfter("Its health and metrics are on "));
  }

  /** Waits until it has answered a call, and answers where it listens. */
  URI awaitAnswer() {
    var uri = awaitServing();
    try {
      // The plainest client, so that not its own start is measured.
      var call = (HttpURLConnection) uri.resolve("/v20190125/meshes/apps").toURL().openConnection();
      assertThat(call.getResponseCode()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start = new Start(stopwatch.elapsed(), stopwatch.unhindered());
    return uri;
  }

  /** How it started, once it has answered. */
  Start started() {
    return start;
  }
}
