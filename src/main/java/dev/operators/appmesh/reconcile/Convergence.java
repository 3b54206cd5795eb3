// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Tags;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one gateway in line with its resource: observe, plan, act.
 *
 * <p>Safe to interrupt anywhere and to repeat: creations and updates carry tokens that make a
 * repeat harmless, and every other step looks before it acts.
 */
final class Convergence {

  private static final Logger log = LoggerFactory.getLogger(Convergence.class);

  private final MeshService service;

  Convergence(MeshService service) {
    this.service = service;
  }

  /**
   * @param asked what the resource's annotations ask that was not done yet
   * @param last the gateway that the resource's status remembers; null where it never had one
   * @param given the tags of the resource that any gateway of it was given, or may have been
   */
  Outcome converge(
      DesiredGateway desired,
      @Nullable LastSeen last,
      Tags given,
      Policies policies,
      Annotations asked) {
    var tagProblem = desired.tagProblem();
    if (tagProblem.isPresent()) {
      return new Outcome.Failed(Reason.INVALID_SPEC, tagProblem.get());
    }
    try {
      // Who expects to find a gateway looks first, so that adopting calls nothing but TagResource.
      if (last == null && policies.manage() && !policies.adoptUnowned()) {
        try {
          var created =
              create(desired, ClientToken.forCreate(desired.uid()), Outcome.Change.CREATED);
          if (desired.generation() == 1) {
            return created;
          }
          // It was edited before we ever wrote its status: the answer may be a replay of what it
          // was before an update that we do not remember.
        } catch (MeshFailure failure) {
          if (failure.kind() != FailureKind.CONFLICT) {
            throw failure;
          }
          log.debug("{} is taken, looking at whose it is", desired.key());
        }
      }
      var observation = new Look(service).at(desired, last, given, asked.wantComparison());
      return act(desired, Planner.plan(desired, last, observation, policies, asked.takeoverFrom()));
    } catch (MeshFailure failure) {
      log.debug("{} failed for {}", failure.operation(), desired.key(), failure);
      return FailureReport.of(failure, desired.key());
    }
  }

  private Outcome act(DesiredGateway desired, Plan plan) {
    return switch (plan) {
      case Plan.Create(var token, var change) -> create(desired, token, change);
      case Plan.Change change -> change(desired, change);
      case Plan.Keep(var gateway) ->
          new Outcome.InSync(gateway, desired.tags(), Outcome.Change.NONE);
      case Plan.Show(var gateway, var differences, var reason) ->
          new Outcome.Differs(gateway, differences, reason);
      case Plan.Refuse(var gateway, var whose) -> FailureReport.notOwned(gateway.key(), whose);
    };
  }

  private Outcome create(DesiredGateway desired, ClientToken token, Outcome.Change change) {
    var gateway = service.create(desired.key(), desired.spec(), desired.allTags(), token);
    log.info("created {} as {}", gateway.key(), gateway.arn());
    return new Outcome.InSync(gateway, desired.tags(), change);
  }

  private Outcome change(DesiredGateway desired, Plan.Change change) {
    ObservedGateway gateway = change.gateway();
    // The ownership tags first: what we change must be ours, even if we stop half-way.
    if (!change.add().isEmpty()) {
      service.tag(gateway.arn(), change.add());
    }
    // Who loses a gateway sees it by its version, which tags do not change.
    if (!change.differences().isEmpty() || change.change() == Outcome.Change.TAKEN_OVER) {
      var token =
          ClientToken.forUpdate(
              desired.uid(), desired.generation(), gateway.version(), desired.spec());
      gateway = service.update(desired.key(), desired.spec(), token);
    }
    if (!change.remove().isEmpty()) {
      service.untag(gateway.arn(), change.remove());
    }
    log.info("changed {}: {}", gateway.key(), change.paths());
    return new Outcome.InSync(gateway, desired.tags(), change.change(), change.paths());
  }
}
