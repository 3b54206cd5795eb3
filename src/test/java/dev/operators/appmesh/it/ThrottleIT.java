// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.faults.Faults;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A service that allows 8 writes and 40 reads a second, as one would guess of App Mesh. */
class ThrottleIT {

  private static final int RESOURCES = 500;
  private static final double WRITES = 8;
  private static final double READS = 40;
  private static final double MOST_SECONDS = 1.15 * RESOURCES / WRITES;
  private static final double MOST_REFUSED = 0.03;
  private static final Duration LEARNING = Duration.ofSeconds(10);

  @Test
  void fiveHundredResourcesAreCreatedAtTheRateOfTheService() {
    try (var env = new TestEnvironment("throttle", "apps");
        var _ = env.operator()) {
      var service = new Limited();
      env.endpoint.failing(service);
      IntStream.range(0, RESOURCES).parallel().forEach(i -> env.create("gw-" + i, 80));

      Awaitility.await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> env.all().stream().filter(TestEnvironment::isReady).count() == RESOURCES);

      var seconds = service.sinceFirst().elapsed().toMillis() / 1e3;
      var unhindered = service.sinceFirst().unhindered().toMillis() / 1e3;
      var refused = service.refusedShare();
      System.out.printf(
          "%d resources Ready %.1f s after the first call (at most %.1f); of %d calls after 10 s"
              + " %.2f %% were refused (fewer than 3), before %d of %d%n",
          RESOURCES,
          seconds,
          MOST_SECONDS,
          service.later,
          100 * refused,
          service.earlyRefused,
          service.early);
      assertThat(env.gateways.list("apps")).hasSize(RESOURCES);
      assertThat(env.endpoint.calls(CREATE_VIRTUAL_GATEWAY).size()).isGreaterThan(RESOURCES);
      assertThat(unhindered).isLessThanOrEqualTo(MOST_SECONDS);
      assertThat(refused).isLessThan(MOST_REFUSED);
    }
  }

  /** Two token buckets, which hold a second of calls each, and what they did. */
  private static final class Limited implements Faults {
    private final Bucket writes = new Bucket(WRITES);
    private final Bucket reads = new Bucket(READS);
    private @Nullable Stopwatch sinceFirst;
    private int early;
    private int earlyRefused;
    private int later;
    private int laterRefused;

    @Override
    public synchronized Fault decide(Call call) {
      long now = System.nanoTime();
      if (sinceFirst == null) {
        sinceFirst = Stopwatch.start();
      }
      var name = call.operation().apiName();
      var bucket = name.startsWith("Describe") || name.startsWith("List") ? reads : writes;
      boolean taken = bucket.take(now);
      if (sinceFirst.elapsed().compareTo(LEARNING) < 0) {
        early++;
        earlyRefused += taken ? 0 : 1;
      } else {
        later++;
        laterRefused += taken ? 0 : 1;
      }
      return taken ? new Fault.None() : new Fault.Fail(ApiError.tooManyRequests());
    }

    synchronized Stopwatch sinceFirst() {
      return requireNonNull(sinceFirst);
    }

    synchronized double refusedShare() {
      return (double) laterRefused / later;
    }
  }

  private static final class Bucket {
    private final double rate;
    private double tokens;
    private long filled = System.nanoTime();

    Bucket(double rate) {
      this.rate = rate;
      this.tokens = rate;
    }

    boolean take(long now) {
      tokens = Math.min(rate, tokens + (now - filled) / 1e9 * rate);
      filled = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
