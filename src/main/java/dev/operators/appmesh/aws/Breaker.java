// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.Availability;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.Outage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Holds all calls of one endpoint while nobody answers there: one call in ten seconds goes as a
 * probe, all others fail at once. Any answer ends the outage.
 */
final class Breaker implements Availability {

  /** A call that was not made. */
  static final class HeldException extends SdkClientException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    HeldException(Outage outage) {
      super(SdkClientException.builder().message(outage.reason()));
      this.reason = outage.reason();
    }

    String reason() {
      return reason;
    }
  }

  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Breaker.class);

  private final InstantSource clock;
  private final String label;
  private @Nullable Outage outage;
  private Instant nextProbe = Instant.MIN;

  /**
   * @param metrics where it is shown whether the service can be reached
   * @param connection by which it is called
   */
  Breaker(InstantSource clock, MeterRegistry metrics, String connection) {
    this.clock = clock;
    this.label = MeshConnection.label(connection);
    Gauge.builder("appmesh.service.available", this, it -> it.outage().isPresent() ? 0 : 1)
        .description("1 while App Mesh answers, 0 while nobody answers at its endpoint")
        .tag(SdkConnections.TAG, connection)
        .strongReference(true)
        .register(metrics);
  }

  @Override
  public synchronized Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  /**
   * Fails where a call would be held.
   *
   * @throws HeldException if nobody answers, and the next probe is not due
   */
  synchronized void check() {
    if (outage != null && clock.instant().isBefore(nextProbe)) {
      throw new HeldException(outage);
    }
  }

  /**
   * Lets a call go; in an outage it is the probe, and the last one for ten seconds.
   *
   * @throws HeldException if it must not go
   */
  synchronized void admit() {
    check();
    nextProbe = clock.instant().plus(PROBE_INTERVAL);
  }

  /** Somebody answered a call. */
  synchronized void answered() {
    if (outage != null) {
      log.info("App Mesh answers {} again, for the first time since {}", label, outage.since());
      outage = null;
    }
  }

  /**
   * Nobody answered a call.
   *
   * @param reason how that showed
   */
  synchronized void unanswered(String reason) {
    if (outage == null) {
      outage = new Outage(clock.instant(), reason);
      nextProbe = outage.since().plus(PROBE_INTERVAL);
      log.warn(
          "App Mesh cannot be reached by {}, {}: all calls are held, but one every {} s",
          label,
          reason,
          PROBE_INTERVAL.toSeconds());
    }
  }
}
