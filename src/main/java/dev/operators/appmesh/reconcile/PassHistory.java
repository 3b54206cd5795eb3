// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of its passes over each resource: how often one has failed in a row,
 * and since when one is in sync. Losing it costs a look at App Mesh, nothing else. Safe for many
 * threads.
 *
 * <p>A pass takes a {@link Ticket} when it begins and presents it when it ends: if there was a
 * reason for doubt in between, the pass may have looked before that, so its end proves nothing.
 */
public final class PassHistory {

  /**
   * A pass that has begun.
   *
   * @param uid UID of its resource
   * @param generation generation of its resource
   * @param doubts the number of the last doubt of the resource when it began
   */
  record Ticket(String uid, long generation, long doubts) {}

  /**
   * @param ending how the last pass ended; null if it proves nothing
   * @param doubts the number of the last doubt; 0 if there was none
   */
  private record Past(
      long generation, @Nullable Reason ending, int times, Instant at, long doubts) {}

  private final InstantSource clock;
  private final Duration recently;
  private final AtomicLong doubts = new AtomicLong();
  private final Cache<String, Past> past =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(24)).build();

  /**
   * A history of nothing.
   *
   * @param recently how long a pass proves that a resource is in sync
   */
  public PassHistory(InstantSource clock, Duration recently) {
    this.clock = clock;
    this.recently = recently;
  }

  /** A pass begins. */
  Ticket begin(String uid, long generation) {
    return new Ticket(uid, generation, doubts(past.getIfPresent(uid)));
  }

  /** Notes how a pass ended, and answers how many times in a row it has ended so, from 1. */
  int end(Ticket ticket, Outcome outcome) {
    return past.asMap()
        .compute(ticket.uid(), (_, before) -> after(before, ticket, ending(outcome)))
        .times();
  }

  private Past after(@Nullable Past before, Ticket ticket, Reason ending) {
    var doubted = doubts(before) != ticket.doubts();
    int times =
        before != null && before.generation() == ticket.generation() && before.ending() == ending
            ? before.times() + 1
            : 1;
    return new Past(
        ticket.generation(), doubted ? null : ending, times, clock.instant(), doubts(before));
  }

  /**
   * Whether the generation of this pass was brought in sync, and its gateway ACTIVE, by another one
   * recently. The framework may run a resource once more than anything happened, and such a run
   * should cost nothing.
   */
  boolean isInSync(Ticket ticket) {
    var pass = past.getIfPresent(ticket.uid());
    return pass != null
        && pass.generation() == ticket.generation()
        && pass.ending() == Reason.IN_SYNC
        && pass.at().plus(recently).isAfter(clock.instant());
  }

  /**
   * Takes the status at its word for a resource of which this process knows nothing: after a
   * restart the sweep finds out whether it still holds.
   */
  void trust(Ticket ticket) {
    past.asMap()
        .putIfAbsent(
            ticket.uid(),
            new Past(ticket.generation(), Reason.IN_SYNC, 1, clock.instant(), ticket.doubts()));
  }

  /** There is a reason to look at the gateway, whatever was known of it. */
  public void doubt(String uid) {
    past.put(uid, new Past(0, null, 0, clock.instant(), doubts.incrementAndGet()));
  }

  /**
   * The pass was overtaken by somebody else and proves nothing. Answers how many times in a row,
   * from 1.
   */
  int overtaken(String uid) {
    return past.asMap()
        .compute(
            uid,
            (_, before) ->
                new Past(
                    0,
                    null,
                    before == null || before.ending() != null ? 1 : before.times() + 1,
                    clock.instant(),
                    doubts.incrementAndGet()))
        .times();
  }

  /** When the last pass ended; long ago if this process has not seen one. */
  public Instant lastPass(String uid) {
    var pass = past.getIfPresent(uid);
    return pass == null ? Instant.EPOCH : pass.at();
  }

  /** The resource is not ours to care for any more. */
  public void forget(String uid) {
    past.invalidate(uid);
  }

  private static long doubts(@Nullable Past past) {
    return past == null ? 0 : past.doubts();
  }

  private static Reason ending(Outcome outcome) {
    return switch (outcome) {
      case Outcome.InSync(var gateway, var _, var _, var _) ->
          gateway.isActive() ? Reason.IN_SYNC : Reason.NOT_ACTIVE;
      case Outcome.Differs(var _, var _, var reason) -> reason;
      case Outcome.Failed(var reason, var _) -> reason;
      case Outcome.Unchanged _ -> throw new IllegalArgumentException("nothing was looked at");
      case Outcome.Paused _ -> Reason.PAUSED;
      case Outcome.Gone _ -> Reason.ABSENT;
    };
  }
}
