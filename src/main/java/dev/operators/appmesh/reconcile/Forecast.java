// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  private final Look look;

  /** Over this service. */
  public Forecast(MeshService service) {
    look = new Look(service);
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
    var status = resource.getStatus() == null ? VirtualGatewayStatus.EMPTY : resource.getStatus();
    var asked = Annotations.of(resource).since(status);
    if (asked.paused()) {
      return new Prospect.Left(List.of(), "annotation " + Annotations.PAUSED);
    }
    var last = LastSeen.of(status);
    if (last != null && listed != null && isProven(wanted, last, status, listed)) {
      return new Prospect.Unchanged();
    }
    var desired = edited(wanted, last, status);
    try {
      var observation =
          listed == null
              ? new Observation.Absent()
              : look.at(desired, last, GivenTags.of(status), asked.wantComparison());
      var known = asNamedBy(tags(observation), desired);
      return prospect(
          known,
          observation,
          Planner.plan(known, last, observation, Policies.of(resource), asked.takeoverFrom()));
    } catch (MeshFailure failure) {
      return new Prospect.Unknown(problem(failure, desired.key()));
    }
  }

  /** Why the gateways of a mesh cannot be looked at, and what helps. */
  public static String problem(MeshFailure failure, GatewayKey key) {
    return FailureReport.of(failure, key).message();
  }

  private static boolean isProven(
      DesiredGateway wanted, LastSeen last, VirtualGatewayStatus status, ListedGateway listed) {
    return listed.equals(last.listed(status))
        && wanted.spec().digest().equals(status.specDigest())
        && wanted.tags().equals(last.tags())
        && last.key(wanted.key().meshOwner()).equals(wanted.key())
        && Conditions.find(status, "Synced")
            .filter(synced -> synced.reason().equals(Reason.IN_SYNC.text()))
            .isPresent();
  }

  /** An edit gets another generation once it is applied, whatever a file says. */
  private static DesiredGateway edited(
      DesiredGateway wanted, @Nullable LastSeen last, VirtualGatewayStatus status) {
    var digest = status.specDigest();
    if (last == null
        || digest == null
        || (digest.equals(wanted.spec().digest()) && last.tags().equals(wanted.tags()))) {
      return wanted;
    }
    return new DesiredGateway(
        wanted.key(),
        wanted.spec(),
        wanted.tags(),
        wanted.owner(),
        wanted.uid(),
        last.generation() + 1);
  }

  private static @Nullable Tags tags(Observation observation) {
    return switch (observation) {
      case Observation.Absent() -> null;
      case Observation.Known(var _, var _, var tags) -> tags;
      case Observation.Found(var _, var tags, var _) -> tags;
    };
  }

  /** With what the gateway's tags name where the resource's own is not known. */
  private static DesiredGateway asNamedBy(@Nullable Tags tags, DesiredGateway desired) {
    if (tags == null || !(Ownership.of(tags) instanceof Ownership.Owned(var owner, var uid))) {
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

  private static Prospect prospect(DesiredGateway desired, Observation observation, Plan plan) {
    return switch (plan) {
      case Plan.Create(var _, var _) -> new Prospect.Create(desired);
      case Plan.Keep(var _) -> new Prospect.Unchanged();
      case Plan.Refuse(var gateway, var whose) ->
          new Prospect.Refused(FailureReport.notOwned(gateway.key(), whose).message());
      case Plan.Show(var _, var differences, var reason) ->
          new Prospect.Left(
              differences,
              reason == Reason.PLAN_ONLY
                  ? "spec.management.mode is Plan"
                  : "spec.management.driftPolicy is Report");
      case Plan.Change(var _, var differences, var add, var remove, var change) ->
          new Prospect.Change(
              switch (change) {
                case ADOPTED -> Prospect.Kind.ADOPT;
                case TAKEN_OVER -> Prospect.Kind.TAKE_OVER;
                default -> Prospect.Kind.UPDATE;
              },
              withTags(differences, add, remove, held(observation)));
    };
  }

  /** The tags that the gateway has, as far as anybody looked. */
  private static Tags held(Observation observation) {
    return switch (observation) {
      case Observation.Absent() -> Tags.NONE;
      case Observation.Known(var _, var last, var tags) -> tags == null ? last.tags() : tags;
      case Observation.Found(var _, var tags, var _) -> tags;
    };
  }

  private static List<Difference> withTags(
      List<Difference> differences, Tags add, Set<String> remove, Tags held) {
    var all = new ArrayList<>(differences);
    add.values().forEach((key, value) -> all.add(tag(key, value, held.values().get(key))));
    remove.stream()
        .sorted()
        .forEach(key -> all.add(tag(key, null, held.values().getOrDefault(key, ""))));
    return List.copyOf(all);
  }

  private static Difference tag(String key, @Nullable String desired, @Nullable String actual) {
    return new Difference("tags[" + key + "]", quoted(desired), quoted(actual));
  }

  private static @Nullable String quoted(@Nullable String value) {
    return value == null ? null : '"' + value + '"';
  }
}
