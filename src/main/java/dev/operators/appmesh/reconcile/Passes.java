// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What this process remembers of its passes over each resource: how often one has failed in a row,
 * and since when one is in line. Losing it costs a look at App Mesh, nothing else.
 */
final class Passes {

  private record Pass(long generation, Reason ending, int times, Instant at) {}

  private final InstantSource clock;
  private final Cache<String, Pass> passes =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(24)).build();

  Passes(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes how a pass ended, and answers how many times in a row it has ended so, from 1. */
  int note(String uid, long generation, Outcome outcome) {
    var ending = ending(outcome);
    var before = passes.getIfPresent(uid);
    int times =
        before != null && before.generation() == generation && before.ending() == ending
            ? before.times() + 1
            : 1;
    passes.put(uid, new Pass(generation, ending, times, clock.instant()));
    return times;
  }

  /**
   * Whether this generation was brought in line, and its gateway ACTIVE, less than {@code recently}
   * ago. The framework may run a resource once more than anything happened, and such a run should
   * cost nothing.
   */
  boolean isInLine(String uid, long generation, Duration recently) {
    var pass = passes.getIfPresent(uid);
    return pass != null
        && pass.generation() == generation
        && pass.ending() == Reason.IN_SYNC
        && pass.at().plus(recently).isAfter(clock.instant());
  }

  /**
   * Takes the status at its word for a resource of which this process knows nothing: after a
   * restart the sweep finds out whether it still holds.
   */
  void trust(String uid, long generation) {
    if (passes.getIfPresent(uid) == null) {
      passes.put(uid, new Pass(generation, Reason.IN_SYNC, 1, clock.instant()));
    }
  }

  /** There is a reason to look at the gateway, whatever was known of it. */
  void doubt(String uid) {
    passes.put(uid, new Pass(0, Reason.PENDING, 0, clock.instant()));
  }

  /** When the last pass ended; long ago if this process has not seen one. */
  Instant lastPass(String uid) {
    var pass = passes.getIfPresent(uid);
    return pass == null ? Instant.EPOCH : pass.at();
  }

  private static Reason ending(Outcome outcome) {
    return switch (outcome) {
      case Outcome.InSync(var gateway, var _, var _, var _) ->
          gateway.isActive() ? Reason.IN_SYNC : Reason.NOT_ACTIVE;
      case Outcome.Differs(var _, var _, var reason) -> reason;
      case Outcome.Failed(var reason, var _) -> reason;
      case Outcome.Paused _ -> Reason.PAUSED;
      case Outcome.Gone _ -> Reason.ABSENT;
    };
  }

  /** We have no more to do with the resource. */
  void forget(String uid) {
    passes.invalidate(uid);
  }
}
