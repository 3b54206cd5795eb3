// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Patience;
import dev.operators.appmesh.fixture.EndpointProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayRef;

/** The endpoint as it is shipped, killed with -9 while clients write: nothing is lost. */
class DurabilityIT {

  private static final int WRITERS = 8;
  private static final int GATEWAYS = 6;
  private static final int KILLS = Integer.getInteger("durability.kills", 5);
  private static final Duration LONGEST_START = Duration.ofSeconds(3);

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());

  @TempDir private Path parent;

  @Test
  void losesNothingThatWasAcknowledgedHoweverOftenItIsKilled() {
    System.out.printf("%d kills, -Dchaos.seed=%d%n", KILLS, seed);
    var moments = new Random(seed);
    var witnesses =
        IntStream.range(0, WRITERS)
            .mapToObj(i -> new Witness("w" + i, GATEWAYS, seed + i + 1))
            .toList();
    var starts = new ArrayList<EndpointProcess.Start>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (var endpoint = EndpointProcess.on(parent.resolve("data"));
          var sdk = sdk(endpoint.awaitAnswer())) {
        starts.add(endpoint.started());
        witnesses.forEach(it -> it.verify(sdk));
        writeUntilKilled(witnesses, sdk, endpoint, Duration.ofMillis(200 + moments.nextInt(1_500)));
      }
    }
    try (var endpoint = EndpointProcess.on(parent.resolve("data"));
        var sdk = sdk(endpoint.awaitAnswer())) {
      starts.add(endpoint.started());
      witnesses.forEach(it -> it.verify(sdk));
      assertThat(
              sdk.listVirtualGatewaysPaginator(it -> it.meshName("apps")).virtualGateways().stream()
                  .map(VirtualGatewayRef::virtualGatewayName))
          .containsExactlyElementsOf(
              witnesses.stream().flatMap(it -> it.present().stream()).toList());
      assertThat(endpoint.output()).doesNotContain("ERROR", "restricted method");
    }
    System.out.printf(
        "%d acknowledged writes; from the start to the first answer: %s%n",
        witnesses.stream().mapToInt(Witness::acknowledged).sum(),
        starts.stream().map(EndpointProcess.Start::time).toList());
    assertThat(witnesses).allSatisfy(it -> assertThat(it.acknowledged()).isPositive());
    // The first makes the folder; of the others the median, since other programs use the disk, too.
    var restarts = starts.stream().skip(1).map(EndpointProcess.Start::unhindered).sorted().toList();
    assertThat(restarts.get(KILLS / 2)).isLessThan(LONGEST_START);
  }

  /** However far it got, and whatever it left. */
  @Test
  void firstStartThatIsKilledDoesNotSpoilTheFolder() {
    System.out.printf("-Dchaos.seed=%d%n", seed);
    var moments = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      var data = parent.resolve("data-" + kill);
      var file = data.resolve("endpoint.db");
      try (var endpoint = EndpointProcess.on(data)) {
        Awaitility.await("the file is made")
            .atMost(Patience.PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> Files.exists(file));
        endpoint.runFor(Duration.ofMillis(moments.nextInt(200)));
        endpoint.kill();
      }
      try (var endpoint = EndpointProcess.on(data)) {
        endpoint.awaitAnswer();
      }
    }
  }

  private static void writeUntilKilled(
      List<Witness> witnesses, AppMeshClient sdk, EndpointProcess endpoint, Duration time) {
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      var work =
          witnesses.stream()
              .map(it -> CompletableFuture.runAsync(() -> it.work(sdk), threads))
              .toList();
      endpoint.runFor(time);
      endpoint.kill();
      work.forEach(CompletableFuture::join);
    }
  }

  @Test
  void folderIsForOneProcess() {
    try (var first = EndpointProcess.on(parent.resolve("data"))) {
      first.awaitAnswer();
      try (var second = EndpointProcess.on(parent.resolve("data"))) {
        assertThat(second.awaitExit()).isEqualTo(2);
        assertThat(second.output())
            .contains("'--data': another process uses the folder " + parent.resolve("data"));
      }
      first.terminate();
      assertThat(first.awaitExit()).isZero();
    }
  }

  private static AppMeshClient sdk(URI endpoint) {
    return AppMeshClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_WEST_2)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClientBuilder(ApacheHttpClient.builder().maxConnections(WRITERS))
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }
}
