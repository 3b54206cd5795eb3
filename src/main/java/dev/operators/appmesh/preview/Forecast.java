// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.OwnerPattern;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.Permissions;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.TagChanges;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.preview.Prospect.Action;
import dev.operators.appmesh.reconcile.plan.FailureMessages;
import dev.operators.appmesh.reconcile.plan.Observation;
import dev.operators.appmesh.reconcile.plan.Observer;
import dev.operators.appmesh.reconcile.plan.OwnerResource;
import dev.operators.appmesh.reconcile.plan.Owners;
import dev.operators.appmesh.reconcile.plan.Plan;
import dev.operators.appmesh.reconcile.plan.Planner;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a pass over a resource would do, with the same look and the same plan, but without
 * the act. Only reads are called, and none where a list and the resource's status prove that
 * nothing has changed.
 */
public final class Forecast {

  /** Stands for the UID of a resource that the cluster has not seen. */
  public static final String UNKNOWN_UID = "(known after apply)";

  /** Stands for the id of a cluster that nobody told. */
  public static final String UNKNOWN_CLUSTER = "(--cluster-id)";

  /** Nobody can tell from a file, so whoever loses a gateway is taken to agree. */
  private record Agreeing(Owner taker) implements Owners {

    private static final Permissions PERMISSIONS =
        new Permissions(true, List.of(new OwnerPattern(List.of())));

    @Override
    public OwnerResource find(Owner owner) {
      return taker.cluster().equals(owner.cluster()) || taker.cluster().equals(UNKNOWN_CLUSTER)
          ? new OwnerResource.Living(taker.inCluster())
          : new OwnerResource.OfAnotherCluster();
    }

    @Override
    public Optional<Owner> recording(ObservedGateway gateway, Owner own) {
      return Optional.empty();
    }
  }

  private final MeshService service;

  /** Over this service. */
  public Forecast(MeshService service) {
    this.service = service;
  }

  /**
   * What would become of the resource's gateway.
   *
   * @param resource with the status that the cluster has, if that is known
   * @param wanted what it asks for; its uid and its owner's cluster may be the ones that stand for
   *     unknown ones, and are then those that the gateway's tags name
   * @param listed what the list of its mesh shows of the gateway; null where it shows none
   */
  public Prospect of(
      VirtualGateway resource, DesiredGateway wanted, @Nullable ListedGateway listed) {
    var status = resource.getStatus();
    var state = SyncState.of(status == null ? VirtualGatewayStatus.EMPTY : status);
    var requests = Requests.of(resource).since(state);
    if (requests.paused()) {
      return new Prospect(Action.LEAVE, List.of(), "annotation " + Requests.PAUSED);
    }
    if (listed != null && isProven(wanted, state, listed)) {
      return Prospect.UNCHANGED;
    }
    var desired = edited(wanted, state);
    try {
      var observation =
          listed == null
              ? new Observation.Absent()
              : new Observer(service, new Agreeing(desired.owner()))
                  .observe(desired, state, requests.wantComparison());
      var known = asNamedBy(observation, desired);
      return prospect(
          known,
          new Planner(known, state, Policies.of(resource), requests, Agreeing.PERMISSIONS)
              .plan(observation));
    } catch (MeshFailure failure) {
      return unknown(failure, desired.key());
    }
  }

  /** Where the gateway cannot be looked at. */
  static Prospect unknown(MeshFailure failure, GatewayKey key) {
    return new Prospect(Action.UNKNOWN, List.of(), FailureMessages.of(failure, key).message());
  }

  private static boolean isProven(DesiredGateway wanted, SyncState state, ListedGateway listed) {
    var recorded = state.gateway();
    return recorded != null
        && state.synced() == Reason.IN_SYNC
        && recorded.listed().filter(listed::equals).isPresent()
        && recorded.key().hasNamesOf(wanted.key())
        && wanted.spec().digest().equals(recorded.specDigest())
        && wanted.tags().equals(state.appliedTags());
  }

  /** An edit gets another generation once it is applied, whatever a file says. */
  private static DesiredGateway edited(DesiredGateway wanted, SyncState state) {
    var recorded = state.gateway();
    if (recorded == null
        || recorded.specDigest() == null
        || (recorded.specDigest().equals(wanted.spec().digest())
            && state.appliedTags().equals(wanted.tags()))) {
      return wanted;
    }
    return new DesiredGateway(
        wanted.key(),
        wanted.spec(),
        wanted.tags(),
        wanted.owner(),
        wanted.uid(),
        state.appliedGeneration() + 1);
  }

  /** With what the gateway's tags name where the resource's own is not known. */
  private static DesiredGateway asNamedBy(Observation observation, DesiredGateway desired) {
    var tags =
        switch (observation) {
          case Observation.Absent() -> Tags.NONE;
          case Observation.Known(var _, var read, var _) -> read == null ? Tags.NONE : read;
          case Observation.Found(var _, var read, var _) -> read;
        };
    if (!(Ownership.of(tags) instanceof Ownership.Owned(var owner, var uid))) {
      return desired;
    }
    var mine = desired.owner();
    var named =
        mine.cluster().equals(UNKNOWN_CLUSTER)
            ? new Owner(owner.cluster(), mine.namespace(), mine.name())
            : mine;
    return !named.equals(owner)
        ? desired
        : new DesiredGateway(
            desired.key(),
            desired.spec(),
            desired.tags(),
            named,
            desired.uid().equals(UNKNOWN_UID) ? uid : desired.uid(),
            desired.generation());
  }

  private static Prospect prospect(DesiredGateway desired, Plan plan) {
    return switch (plan) {
      case Plan.Create(var _, var _) -> {
        var tags = TagChanges.between(desired.allTags(), Tags.NONE, Tags.NONE);
        yield of(Action.CREATE, desired.spec().differences(SpecTree.EMPTY), tags, "");
      }
      case Plan.Keep(var _) -> Prospect.UNCHANGED;
      case Plan.Refuse refused ->
          new Prospect(
              Action.REFUSE,
              List.of(),
              FailureMessages.notOwned(refused, desired.owner()).message());
      case Plan.Show(var _, var differences, var reason) ->
          Prospect.of(
              Action.LEAVE,
              differences,
              reason == Reason.PLAN_ONLY
                  ? "spec.management.mode is Plan"
                  : "spec.management.driftPolicy is Report");
      case Plan.Change(var _, var differences, var tags, var change) ->
          switch (change) {
            case ADOPTED -> of(Action.ADOPT, differences, tags, "");
            case TAKEN_OVER ->
                of(
                    Action.TAKE_OVER,
                    differences,
                    tags,
                    "if the owner's resource agrees or, where that is not in the cluster, a grant");
            default -> of(Action.UPDATE, differences, tags, "");
          };
    };
  }

  private static Prospect of(
      Action action, List<Difference> differences, TagChanges tags, String reason) {
    var all = Stream.concat(differences.stream(), tags.differences().stream()).toList();
    return Prospect.of(action, all, reason);
  }
}
