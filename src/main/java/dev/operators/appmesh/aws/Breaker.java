// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.aws.Failures.NotMadeException;
import dev.operators.appmesh.gateway.Availability;
import dev.operators.appmesh.gateway.FailureKind;
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

/**
 * Circuit breaker of one endpoint. While the endpoint cannot be reached, one call in ten seconds is
 * made as a probe, and all others fail at once. Any answer ends the outage. An endpoint that
 * accepts connections and does not answer cannot be reached either.
 */
final class Breaker implements Availability {

  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(10);

  /**
   * Calls that got no answer in time, without an answer to any call in between, until that counts
   * as an outage. One call may be slow by itself, and a second one may have met it in the same
   * lock; of a service that works, another call is answered before the third.
   */
  static final int TIMEOUTS = 3;

  private static final Logger log = LoggerFactory.getLogger(Breaker.class);

  private final InstantSource clock;
  private final String label;
  private @Nullable Outage outage;
  private Instant nextProbe = Instant.MIN;
  private int timeouts;

  /**
   * @param metrics registry for the gauge that shows whether the service can be reached
   * @param connection name of the connection
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
   * Fails if a call would not be made now.
   *
   * @throws NotMadeException if there is an outage, and the next probe is not due
   */
  synchronized void check() {
    if (outage != null && clock.instant().isBefore(nextProbe)) {
      throw new NotMadeException(FailureKind.UNREACHABLE, outage.reason(), null);
    }
  }

  /**
   * Admits a call. In an outage it is the probe, and no other call is admitted for ten seconds.
   *
   * @throws NotMadeException if the call must not be made
   */
  synchronized void admit() {
    check();
    nextProbe = clock.instant().plus(PROBE_INTERVAL);
  }

  /** The service answered a call. */
  synchronized void answered() {
    timeouts = 0;
    if (outage != null) {
      log.info(
          "App Mesh can be reached again by {}, for the first time since {}",
          label,
          outage.since());
      outage = null;
    }
  }

  /**
   * A call was sent, and its time ended without an answer.
   *
   * @return the outage, if there is one; empty if the call may just have been slow
   */
  synchronized Optional<Outage> timedOut() {
    timeouts++;
    if (timeouts >= TIMEOUTS) {
      unanswered("the endpoint does not answer in time");
    }
    return outage();
  }

  /**
   * A call could not reach the service.
   *
   * @param reason how this was detected
   */
  synchronized void unanswered(String reason) {
    if (outage == null) {
      outage = new Outage(clock.instant(), reason);
      nextProbe = outage.since().plus(PROBE_INTERVAL);
      log.warn(
          "App Mesh cannot be reached by {} ({}): only one call is made every {} s until it"
              + " answers",
          label,
          reason,
          PROBE_INTERVAL.toSeconds());
    }
  }
}
