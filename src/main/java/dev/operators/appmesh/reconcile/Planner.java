// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides what to do, from what is wanted and what was seen. Pure: it calls nobody. */
final class Planner {

  private Planner() {}

  /**
   * @param takeoverFrom the owner whose gateway may become ours; null permits it from nobody
   */
  static Plan plan(
      DesiredGateway desired,
      @Nullable LastSeen last,
      Observation observation,
      Policies policies,
      @Nullable String takeoverFrom) {
    return switch (observation) {
      case Observation.Absent() -> absent(desired, last, policies);
      case Observation.Known(var gateway, var known, var tags)
          when tags != null && isTaken(desired, tags) ->
          permits(takeoverFrom, Ownership.of(tags))
              ? takeOver(
                  desired, gateway, tags, desired.tags().removedSince(known.tags()), policies)
              : new Plan.Refuse(gateway, Ownership.of(tags));
      case Observation.Known(var gateway, var known, var tags) ->
          change(
              desired,
              gateway,
              tags == null
                  ? desired.tags().changedSince(known.tags())
                  : desired.allTags().changedSince(tags),
              tags == null
                  ? desired.tags().removedSince(known.tags())
                  : leftOver(desired, known.tags(), tags),
              // Other default tags are no drift, although they edit no resource.
              wasInLine(desired, known) && desired.tags().equals(known.tags())
                  ? Outcome.Change.CORRECTED
                  : Outcome.Change.UPDATED,
              known,
              policies);
      case Observation.Found(var gateway, var tags, var given) -> {
        var whose = Ownership.of(tags);
        boolean ours = whose instanceof Ownership.Owned && !isTaken(desired, tags);
        if (permits(takeoverFrom, whose) && isTaken(desired, tags)) {
          yield takeOver(desired, gateway, tags, Set.of(), policies);
        }
        boolean adopting = whose instanceof Ownership.Unowned && policies.adoptUnowned();
        yield ours || adopting
            ? change(
                desired,
                gateway,
                desired.allTags().changedSince(tags),
                adopting ? Set.of() : leftOver(desired, given, tags),
                adopting ? Outcome.Change.ADOPTED : Outcome.Change.UPDATED,
                last,
                policies)
            : new Plan.Refuse(gateway, whose);
      }
    };
  }

  /** The tags that are still there although they have left the resource. */
  private static Set<String> leftOver(DesiredGateway desired, Tags given, Tags held) {
    var keys = new TreeSet<>(desired.tags().removedSince(given));
    keys.retainAll(held.values().keySet());
    return keys;
  }

  /** Whether the tags name another owner. */
  private static boolean isTaken(DesiredGateway desired, Tags tags) {
    return Ownership.of(tags) instanceof Ownership.Owned owned
        && !owned.owner().equals(desired.owner());
  }

  private static boolean permits(@Nullable String takeoverFrom, Ownership whose) {
    return whose instanceof Ownership.Owned owned && owned.owner().toString().equals(takeoverFrom);
  }

  /** Permitted word for word, so it is no drift: only a plan leaves it at showing. */
  private static Plan takeOver(
      DesiredGateway desired,
      ObservedGateway gateway,
      Tags tags,
      Set<String> remove,
      Policies policies) {
    var add = desired.allTags().changedSince(tags);
    return change(desired, gateway, add, remove, Outcome.Change.TAKEN_OVER, null, policies);
  }

  private static Plan absent(DesiredGateway desired, @Nullable LastSeen last, Policies policies) {
    var forbidden = forbidden(desired, last, policies);
    if (forbidden != null) {
      return new Plan.Show(null, desired.spec().differences(SpecTree.EMPTY), forbidden);
    }
    // The resource's UID was a token already, and App Mesh may still answer with what it made then.
    return new Plan.Create(
        ClientToken.forRecreate(
            desired.uid(), last == null ? "never seen" : last.uid(), desired.spec()),
        last == null ? Outcome.Change.CREATED : Outcome.Change.RECREATED);
  }

  private static Plan change(
      DesiredGateway desired,
      ObservedGateway gateway,
      Tags add,
      Set<String> remove,
      Outcome.Change change,
      @Nullable LastSeen last,
      Policies policies) {
    var differences = desired.spec().differences(gateway.spec());
    if (differences.isEmpty() && add.isEmpty() && remove.isEmpty()) {
      return new Plan.Keep(gateway);
    }
    var forbidden = forbidden(desired, last, policies);
    if (forbidden != null) {
      return new Plan.Show(gateway, withTags(differences, add, remove), forbidden);
    }
    return new Plan.Change(gateway, differences, add, remove, change);
  }

  /** Why nothing may be changed, or null where it may. */
  private static @Nullable Reason forbidden(
      DesiredGateway desired, @Nullable LastSeen last, Policies policies) {
    if (!policies.manage()) {
      return Reason.PLAN_ONLY;
    }
    return wasInLine(desired, last) && !policies.correctDrift() ? Reason.DRIFTED : null;
  }

  /** Whether the gateway was as desired until others changed it. */
  private static boolean wasInLine(DesiredGateway desired, @Nullable LastSeen last) {
    return last != null && last.generation() == desired.generation();
  }

  private static List<Difference> withTags(
      List<Difference> differences, Tags add, Set<String> remove) {
    var all = new ArrayList<>(differences);
    add.values().forEach((key, value) -> all.add(new Difference("tags[" + key + "]", value, null)));
    remove.forEach(key -> all.add(new Difference("tags[" + key + "]", null, "set")));
    return List.copyOf(all);
  }
}
