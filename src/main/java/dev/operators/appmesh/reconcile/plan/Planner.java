// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Permissions;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.TagChanges;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.plan.Plan.FirstMove;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do, from what is wanted and what was seen. Pure: it calls nobody.
 *
 * @param state what the resource's status says of its gateway
 * @param requests what the resource's annotations ask for and was not handled yet
 * @param permissions what the administrators of the cluster permit the resource
 */
public record Planner(
    DesiredGateway desired,
    SyncState state,
    Policies policies,
    Requests requests,
    Permissions permissions) {

  /**
   * Decides what to do before anything is observed.
   *
   * @param inSync whether this process knows that the gateway is in sync with the resource
   */
  public FirstMove firstMove(boolean inSync) {
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

  /** How urgent the calls of this pass are. */
  public Priority priority() {
    return requests.priority(state, desired.generation());
  }

  /** Decides what to do about what was observed. */
  public Plan plan(Observation observation) {
    var applied = state.appliedTags();
    return switch (observation) {
      case Observation.Absent() -> absent();
      case Observation.Known(var gateway, var tags, var _) when tags == null ->
          change(gateway, TagChanges.between(desired.tags(), applied, applied), edit());
      case Observation.Known(var gateway, var tags, var holder) ->
          switch (holder) {
            case Holder.Somebody other when other.isNot(desired.owner()) ->
                takeOverOrRefuse(gateway, other, allTags(tags, applied));
            case Holder _ -> change(gateway, allTags(tags, applied), edit());
          };
      case Observation.Found(var gateway, var tags, var holder) ->
          switch (holder) {
            case Holder.Somebody other when other.isNot(desired.owner()) ->
                takeOverOrRefuse(gateway, other, allTags(tags, Tags.NONE));
            case Holder.Somebody _ ->
                change(gateway, allTags(tags, applied), Outcome.Change.UPDATED);
            case Holder.Nobody _ when policies.adoptUnowned() && permissions.mayAdopt() ->
                change(gateway, allTags(tags, Tags.NONE), Outcome.Change.ADOPTED);
            case Holder.Nobody nobody -> new Plan.Refuse(gateway, nobody, policies.adoptUnowned());
          };
    };
  }

  private boolean isApplied() {
    return state.isApplied(desired.generation());
  }

  private TagChanges allTags(Tags tags, Tags applied) {
    return TagChanges.between(desired.allTags(), tags, applied);
  }

  private Plan takeOverOrRefuse(
      ObservedGateway gateway, Holder.Somebody holder, TagChanges changes) {
    var requested = requests.takeOverFrom(holder.owner(), desired.owner().cluster());
    return requested && holder.agreesTo(desired.owner(), permissions)
        ? change(gateway, changes, Outcome.Change.TAKEN_OVER)
        : new Plan.Refuse(gateway, holder, requested);
  }

  /** What a change to a gateway amounts to that was ours all along. */
  private Outcome.Change edit() {
    // Other default tags are no drift, although they edit no resource.
    return isApplied() && desired.tags().equals(state.appliedTags())
        ? Outcome.Change.CORRECTED
        : Outcome.Change.UPDATED;
  }

  private Plan absent() {
    var forbidden = forbidden(isApplied());
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

  private Plan change(ObservedGateway gateway, TagChanges tags, Outcome.Change change) {
    var differences = desired.spec().differences(gateway.spec());
    if (differences.isEmpty() && tags.isEmpty()) {
      return new Plan.Keep(gateway);
    }
    // A takeover is permitted word for word, so it is no drift: only a plan leaves it at showing.
    var forbidden = forbidden(isApplied() && change != Outcome.Change.TAKEN_OVER);
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
  private @Nullable Reason forbidden(boolean drifted) {
    if (!policies.manage()) {
      return Reason.PLAN_ONLY;
    }
    return drifted && !policies.correctDrift() ? Reason.DRIFTED : null;
  }
}
