// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.SdkRequests;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/** Strangers neither stop an endpoint with a small heap nor keep its callers waiting. */
class StrangersIT {
  private static final int CALLS = 20;
  private static final Duration PROMISED = Duration.ofSeconds(1);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"-Xmx384m", "-Xmx384m -XX:+ExitOnOutOfMemoryError -XX:+UseCompactObjectHeaders"})
  void callerIsServedWhile600StrangersHoldConnectionsAndSendBodies(String flags) throws Exception {
    var data = folder.resolve("data");
    var arguments = List.of("--mesh=apps", "--data=" + data);
    try (var endpoint = EndpointProcess.onJvm(List.of(flags.split(" ", -1)), arguments)) {
      var uri = endpoint.awaitServing();
      var key = key(data);
      try (var first = sdk(uri, key)) {
        first.describeMesh(it -> it.meshName("apps"));
      }
      var times = new ArrayList<Duration>();
      try (var crowd = new Crowd(uri, key.accessKeyId())) {
        crowd.awaitBegun();
        for (int i = 0; i < CALLS; i++) {
          times.add(timeOfACreation(uri, key, "gw" + i));
        }
        assertThat(livez(endpoint)).isEqualTo(200);
        assertThat(crowd.refusals()).as("their heads were enough").isPositive();
      }
      System.out.printf(
          "Calls among strangers took %s ms%n", times.stream().map(Duration::toMillis).toList());
      times.sort(null);
      assertThat(times.get(CALLS * 3 / 4)).as("three quarters of the calls").isLessThan(PROMISED);
      try (var last = sdk(uri, key)) {
        assertThat(last.listVirtualGateways(it -> it.meshName("apps")).virtualGateways())
            .hasSize(CALLS);
      }
      assertThat(endpoint.output()).doesNotContain("ERROR", "\tat ");
    }
  }

  /** With a new client, so that it has to get a connection of its own, which tries only once. */
  private static Duration timeOfACreation(URI uri, AwsBasicCredentials key, String name) {
    try (var sdk = sdk(uri, key)) {
      var stopwatch = Stopwatch.start();
      sdk.createVirtualGateway(SdkRequests.gateway(name, 80));
      return stopwatch.elapsed();
    }
  }

  private static int livez(EndpointProcess endpoint) throws IOException {
    var page = endpoint.awaitStarted().resolve("/livez").toURL();
    return ((HttpURLConnection) page.openConnection()).getResponseCode();
  }

  /** The strangers, in a process that takes only the time of the processors that others leave. */
  private static final class Crowd implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    private Crowd(URI uri, String key) throws Exception {
      process =
          new ProcessBuilder(Strangers.command(uri, key))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      said = process.inputReader(US_ASCII);
    }

    private void awaitBegun() throws IOException {
      assertThat(said.readLine()).isEqualTo(Strangers.BEGUN);
    }

    /** Ends it. */
    private int refusals() throws IOException {
      process.getOutputStream().close();
      return Integer.parseInt(said.readLine().substring(Strangers.REFUSED.length()));
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static AwsBasicCredentials key(Path data) throws IOException {
    var words = Files.readString(data.resolve("access-keys")).split(" ", -1);
    return AwsBasicCredentials.create(words[0], words[1]);
  }

  private static AppMeshClient sdk(URI endpoint, AwsBasicCredentials key) {
    return AppMeshClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_WEST_2)
        .credentialsProvider(StaticCredentialsProvider.create(key))
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }
}
