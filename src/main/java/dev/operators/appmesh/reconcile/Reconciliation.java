// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.connect.Resolution;
import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.DesiredGateways.Reading;
import dev.operators.appmesh.reconcile.plan.FailureMessages;
import dev.operators.appmesh.reconcile.plan.Holder;
import dev.operators.appmesh.reconcile.plan.Observer;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Owners;
import dev.operators.appmesh.reconcile.plan.Plan;
import dev.operators.appmesh.reconcile.plan.Plan.FirstMove;
import dev.operators.appmesh.reconcile.plan.Planner;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.plan.SyncState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a gateway in sync with its resource: resolve, first move or observe, plan, act.
 *
 * <p>Safe to interrupt anywhere and to repeat: creations and updates carry tokens that make a
 * repeat harmless, and every other step looks before it acts.
 *
 * @param connections by which gateways are reached
 * @param history proves where a pass may rest
 * @param owners finds the resources that gateways belong to
 */
public record Reconciliation(
    DesiredGateways desiredGateways, Connections connections, PassHistory history, Owners owners) {

  private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

  /** One pass over a resource that is not being deleted. */
  Outcome reconcile(VirtualGateway resource, SyncState state, PassHistory.Ticket ticket) {
    var requests = Requests.of(resource).since(state);
    if (requests.paused()) {
      return Requests.pause("Nothing is done");
    }
    return switch (desiredGateways.read(resource)) {
      case Reading.Illegible(var problem) -> FailureMessages.illegible(problem);
      case Reading.Legible(var desired) ->
          switch (connections.resolve(resource, state.arn())) {
            case Resolution.Unusable unusable -> FailureMessages.unusable(unusable);
            case Resolution.Usable(var connection, var permissions) -> {
              if (state.isSettled(desired)) {
                history.trust(ticket);
              }
              var planner =
                  new Planner(desired, state, Policies.of(resource), requests, permissions);
              var service = connection.service(planner.priority());
              var pass = new Pass(new Observer(service, owners), planner);
              yield LogContext.about(desired.key(), () -> pass.run(history.isInSync(ticket)));
            }
          };
    };
  }

  /** A pass over a gateway that can be reached. */
  record Pass(Observer observer, Planner planner) {

    Outcome run(boolean inSync) {
      try {
        return switch (planner.firstMove(inSync)) {
          case FirstMove.Rest() -> new Outcome.Unchanged();
          case FirstMove.Reject(var problem) -> new Outcome.Failed(Reason.INVALID_SPEC, problem);
          case FirstMove.Create(var token, var mayBeReplay) -> createFirst(token, mayBeReplay);
          case FirstMove.Observe() -> observeAndAct();
        };
      } catch (MeshFailure failure) {
        log.debug("{} failed for {}", failure.operation(), desired().key(), failure);
        return FailureMessages.of(failure, desired().key());
      }
    }

    private Outcome createFirst(ClientToken token, boolean mayBeReplay) {
      try {
        var created = create(token, Outcome.Change.CREATED);
        return mayBeReplay ? observeAndAct() : created;
      } catch (MeshFailure failure) {
        if (failure.kind() != FailureKind.CONFLICT) {
          throw failure;
        }
        log.debug("{} is taken, looking at whose it is", desired().key());
        return observeAndAct();
      }
    }

    private Outcome observeAndAct() {
      var observation =
          observer.observe(desired(), planner.state(), planner.requests().wantComparison());
      return switch (planner.plan(observation)) {
        case Plan.Create(var token, var change) -> create(token, change);
        case Plan.Change change -> change(change);
        case Plan.Keep(var gateway) ->
            new Outcome.InSync(gateway, desired().tags(), Outcome.Change.NONE);
        case Plan.Show(var gateway, var differences, var reason) ->
            new Outcome.Differs(gateway, differences, reason);
        case Plan.Refuse refused -> refuse(refused);
      };
    }

    /** The log alone names the owner: it may be a stranger to who reads the status. */
    private Outcome refuse(Plan.Refuse refused) {
      if (refused.holder() instanceof Holder.Somebody(var owner, var _)) {
        log.warn("left {} alone, it belongs to {}", desired().key(), owner);
      }
      return FailureMessages.notOwned(refused, desired().owner());
    }

    private Outcome create(ClientToken token, Outcome.Change change) {
      var gateway = service().create(desired().key(), desired().spec(), desired().allTags(), token);
      log.info("created {} as {}", gateway.key(), gateway.arn());
      return new Outcome.InSync(gateway, desired().tags(), change);
    }

    private Outcome change(Plan.Change change) {
      ObservedGateway gateway = change.gateway();
      // The ownership tags first: what we change must be ours, even if we stop half-way.
      if (!change.tags().put().isEmpty()) {
        service().tag(gateway.arn(), change.tags().put());
      }
      // Who loses a gateway sees it by its version, which tags do not change.
      if (!change.differences().isEmpty() || change.change() == Outcome.Change.TAKEN_OVER) {
        var token =
            ClientToken.forUpdate(
                desired().uid(), desired().generation(), gateway.version(), desired().spec());
        gateway = service().update(desired().key(), desired().spec(), token);
      }
      if (!change.tags().remove().isEmpty()) {
        service().untag(gateway.arn(), change.tags().remove());
      }
      log.info("changed {}: {}", gateway.key(), change.paths());
      return new Outcome.InSync(gateway, desired().tags(), change.change(), change.paths());
    }

    private MeshService service() {
      return observer.service();
    }

    private DesiredGateway desired() {
      return planner.desired();
    }
  }
}
