// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** When to look again: the only table of delays. */
public final class RequeueDelays {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration NOT_ACTIVE = Duration.ofSeconds(15);

  private final Duration fullResync;
  private final RandomGenerator random;

  /**
   * Delays that {@code random} spreads.
   *
   * @param fullResync how often a resource is compared with App Mesh although nothing happened
   */
  public RequeueDelays(Duration fullResync, RandomGenerator random) {
    this.fullResync = fullResync;
    this.random = random;
  }

  /**
   * @param failures how many times in a row it has ended like this for this generation, from 1
   */
  Duration after(Outcome outcome, int failures) {
    return switch (outcome) {
      case Outcome.InSync(var gateway, var _, var _, var _) when !gateway.isActive() ->
          jittered(NOT_ACTIVE);
      case Outcome.Failed(var reason, var _) -> jittered(after(reason, failures));
      case Outcome.InSync _,
          Outcome.Unchanged _,
          Outcome.Differs _,
          Outcome.Paused _,
          Outcome.Gone _ ->
          fullResync();
    };
  }

  /** When a resource in which nothing happens is compared again. */
  Duration fullResync() {
    return jittered(fullResync);
  }

  /**
   * When to repeat a pass whose status somebody else has overtaken, who may do so again and again.
   *
   * @param times how many times in a row it was overtaken, from 1
   */
  Duration overtaken(int times) {
    return jittered(backoff(times, Duration.ofMinutes(1)));
  }

  private static Duration after(Reason reason, int failures) {
    return switch (reason) {
      case INVALID_SPEC -> Duration.ofMinutes(30);
      case NOT_OWNED, CONNECTION_NOT_FOUND, CONNECTION_NOT_ALLOWED, CONNECTION_UNUSABLE ->
          Duration.ofMinutes(10);
      case DELETION_BLOCKED -> Duration.ofSeconds(30);
      case QUOTA_EXCEEDED -> backoff(failures, Duration.ofMinutes(10));
      case ACCESS_DENIED, INTERNAL_ERROR -> backoff(failures, Duration.ofMinutes(5));
      default -> backoff(failures, Duration.ofMinutes(1));
    };
  }

  private static Duration backoff(int failures, Duration most) {
    var delay = FIRST.multipliedBy(1L << Math.min(failures - 1, 20));
    return delay.compareTo(most) < 0 ? delay : most;
  }

  /** A tenth more or less, so that what failed together does not come back together. */
  private Duration jittered(Duration delay) {
    return Duration.ofMillis((long) (delay.toMillis() * (0.9 + 0.2 * random.nextDouble())));
  }
}
