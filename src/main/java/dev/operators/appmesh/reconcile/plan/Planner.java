// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.TagChanges;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.plan.Plan.FirstMove;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what to do, from what is wanted and what was seen. Pure: it calls nobody. */
public final class Planner {

  private Planner() {}

  /**
   * Decides what to do before anything is observed.
   *
   * @param requests what the resource's annotations ask for and was not handled yet
   * @param inSync whether this process knows that the gateway is in sync with the resource
   */
  public static FirstMove firstMove(
      DesiredGateway desired,
      SyncState state,
      Policies policies,
      Requests requests,
      boolean inSync) {
    if (inSync && requests.equals(Requests.NONE)) {
      return new FirstMove.Rest();
    }
    var problem = desired.tagProblem();
    if (problem.isPresent()) {
      return new FirstMove.Reject(problem.get());
    }
    // Who expects to find a gateway observes first, so that adopting calls only TagResource.
    if (state.gateway() != null || !policies.manage() || policies.adoptUnowned()) {
      return new FirstMove.Observe();
    }
    // If the resource was edited before its status was ever written, the answer may be a replay of
    // what the gateway was before an update that is not recorded.
    return new FirstMove.Create(ClientToken.forCreate(desired.uid()), desired.generation() > 1);
  }

  /**
   * How urgent the calls of a pass are: users wait for a generation that is not applied and for a
   * request, and for nothing else.
   */
  public static Priority priority(DesiredGateway desired, SyncState state, Requests requests) {
    return state.isApplied(desired.generation()) && requests.equals(Requests.NONE)
        ? Priority.BACKGROUND
        : Priority.REQUESTED;
  }

  /**
   * Decides what to do about what was observed.
   *
   * @param takeoverFrom the owner whose gateway may become ours; null permits it from nobody
   */
  public static Plan plan(
      DesiredGateway desired,
      SyncState state,
      Observation observation,
      Policies policies,
      @Nullable String takeoverFrom) {
    return switch (observation) {
      case Observation.Absent() -> absent(desired, state, policies);
      case Observation.Known(var gateway, var tags) when tags != null && isTaken(desired, tags) ->
          permits(takeoverFrom, Ownership.of(tags))
              ? takeOver(desired, gateway, tags, state.appliedTags(), policies)
              : new Plan.Refuse(gateway, Ownership.of(tags));
      case Observation.Known(var gateway, var tags) ->
          change(
              desired,
              gateway,
              tags == null
                  ? TagChanges.between(desired.tags(), state.appliedTags(), state.appliedTags())
                  : TagChanges.between(desired.allTags(), tags, state.appliedTags()),
              // Other default tags are no drift, although they edit no resource.
              state.isApplied(desired.generation()) && desired.tags().equals(state.appliedTags())
                  ? Outcome.Change.CORRECTED
                  : Outcome.Change.UPDATED,
              state.isApplied(desired.generation()),
              policies);
      case Observation.Found(var gateway, var tags) -> {
        var whose = Ownership.of(tags);
        if (permits(takeoverFrom, whose) && isTaken(desired, tags)) {
          yield takeOver(desired, gateway, tags, Tags.NONE, policies);
        }
        boolean ours = whose instanceof Ownership.Owned && !isTaken(desired, tags);
        boolean adopting = whose instanceof Ownership.Unowned && policies.adoptUnowned();
        yield ours || adopting
            ? change(
                desired,
                gateway,
                TagChanges.between(
                    desired.allTags(), tags, adopting ? Tags.NONE : state.appliedTags()),
                adopting ? Outcome.Change.ADOPTED : Outcome.Change.UPDATED,
                state.isApplied(desired.generation()),
                policies)
            : new Plan.Refuse(gateway, whose);
      }
    };
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
      DesiredGateway desired, ObservedGateway gateway, Tags tags, Tags applied, Policies policies) {
    var changes = TagChanges.between(desired.allTags(), tags, applied);
    return change(desired, gateway, changes, Outcome.Change.TAKEN_OVER, false, policies);
  }

  private static Plan absent(DesiredGateway desired, SyncState state, Policies policies) {
    var forbidden = forbidden(state.isApplied(desired.generation()), policies);
    if (forbidden != null) {
      return new Plan.Show(null, desired.spec().differences(SpecTree.EMPTY), forbidden);
    }
    var lost = state.gateway();
    // The resource's UID was a token already, and App Mesh may still answer with what it made then.
    return new Plan.Create(
        ClientToken.forRecreate(
            desired.uid(), lost == null ? "never seen" : lost.uid(), desired.spec()),
        lost == null ? Outcome.Change.CREATED : Outcome.Change.RECREATED);
  }

  private static Plan change(
      DesiredGateway desired,
      ObservedGateway gateway,
      TagChanges tags,
      Outcome.Change change,
      boolean drifted,
      Policies policies) {
    var differences = desired.spec().differences(gateway.spec());
    if (differences.isEmpty() && tags.isEmpty()) {
      return new Plan.Keep(gateway);
    }
    var forbidden = forbidden(drifted, policies);
    if (forbidden != null) {
      var all = Stream.concat(differences.stream(), tags.differences().stream()).toList();
      return new Plan.Show(gateway, all, forbidden);
    }
    return new Plan.Change(gateway, differences, tags, change);
  }

  /**
   * Why nothing may be changed, or null where it may.
   *
   * @param drifted whether the gateway was in sync until others changed it
   */
  private static @Nullable Reason forbidden(boolean drifted, Policies policies) {
    if (!policies.manage()) {
      return Reason.PLAN_ONLY;
    }
    return drifted && !policies.correctDrift() ? Reason.DRIFTED : null;
  }
}
