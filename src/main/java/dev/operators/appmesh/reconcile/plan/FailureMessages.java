// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.connect.Resolution;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.Owner;
import java.util.List;
import java.util.stream.Collectors;

/** Says what went wrong in words that tell the reader what to do. */
public final class FailureMessages {

  private static final int ROUTES_SHOWN = 10;

  private FailureMessages() {}

  /** How a pass ends in which a call failed. */
  public static Outcome.Failed of(MeshFailure failure, GatewayKey key) {
    var words = sentence(failure.reason());
    return switch (failure.kind()) {
      case REJECTED ->
          new Outcome.Failed(
              Reason.INVALID_SPEC, "App Mesh refuses the spec: " + words + " Correct the spec.");
      case DENIED ->
          new Outcome.Failed(
              Reason.ACCESS_DENIED,
              "The operator may not call %s: %s Grant the operator's role this action, or check its credentials."
                  .formatted(action(failure.operation()), words));
      case NOT_FOUND ->
          new Outcome.Failed(
              Reason.MESH_NOT_FOUND,
              "%s Create mesh %s; the operator then creates the gateway."
                  .formatted(words, key.meshName()));
      case CONFLICT ->
          new Outcome.Failed(
              Reason.TOKEN_CONFLICT,
              "The name was taken meanwhile, or the token was seen with other content: "
                  + words
                  + " The operator looks at it again.");
      case IN_USE ->
          new Outcome.Failed(
              Reason.DELETION_BLOCKED,
              "App Mesh still needs the gateway: %s Delete the gateway routes of %s; the operator then deletes the gateway."
                  .formatted(words, key.name()));
      case QUOTA ->
          new Outcome.Failed(
              Reason.QUOTA_EXCEEDED,
              words + " Delete what is not needed, or ask for a higher quota.");
      case THROTTLED ->
          new Outcome.Failed(
              Reason.THROTTLED, "App Mesh asks for fewer calls. The operator retries. " + words);
      case TRANSIENT ->
          new Outcome.Failed(
              Reason.SERVICE_ERROR,
              "%s failed: %s The operator retries.".formatted(failure.operation(), words));
      case UNREACHABLE ->
          new Outcome.Failed(
              Reason.SERVICE_UNAVAILABLE,
              "App Mesh cannot be reached: %s The operator continues once it answers. Check --aws-endpoint-url and --aws-region, or those of the AppMeshConnection."
                  .formatted(words));
    };
  }

  /** What is told of a deletion while nobody answers. */
  public static Outcome.Failed deletionWaits(MeshFailure failure, GatewayKey key) {
    return new Outcome.Failed(
        Reason.SERVICE_UNAVAILABLE,
        "The %s cannot be deleted: %s The operator continues once App Mesh answers. To let the resource go without it, set spec.management.deletionPolicy to Retain, or, once App Mesh has been gone for --retired-after, the annotation %s to \"true\"."
            .formatted(key, sentence(failure.reason()), Requests.FORCE_ORPHAN));
  }

  /**
   * A deletion that waits for gateway routes.
   *
   * @param routes their names, at least one, in any order
   */
  public static Outcome.Failed blockedBy(List<String> routes) {
    var names = routes.stream().sorted().limit(ROUTES_SHOWN).collect(Collectors.joining(", "));
    var more = routes.size() - ROUTES_SHOWN;
    // The names come last: an Event has no room for ten of the longest, but for what to do.
    return new Outcome.Failed(
        Reason.DELETION_BLOCKED,
        "Gateway routes still use the gateway. Delete them (aws appmesh delete-gateway-route), and the operator deletes the gateway: %s%s."
            .formatted(names, more > 0 ? " and " + more + " more" : ""));
  }

  /**
   * The gateway is not ours. Names no namespace but the resource's own: it may belong to others.
   *
   * @param own the resource that wants the gateway
   */
  public static Outcome.Failed notOwned(Plan.Refuse refused, Owner own) {
    var key = refused.gateway().key();
    return new Outcome.Failed(
        Reason.NOT_OWNED,
        switch (refused.holder()) {
          case Holder.Nobody() when refused.requested() ->
              "The %s exists, and no resource owns it. Namespace %s may not adopt gateways: ask who runs the cluster for a grant with mayAdopt, or choose another spec.virtualGatewayName."
                  .formatted(key, own.namespace());
          case Holder.Nobody() ->
              "The %s exists, and no resource owns it. To adopt it, set spec.management.adoptionPolicy to IfUnowned; else choose another spec.virtualGatewayName."
                  .formatted(key);
          case Holder.Somebody holder ->
              "The %s belongs to %s. %s Or choose another spec.virtualGatewayName."
                  .formatted(
                      key, belongsTo(holder, own), howToTakeOver(holder, own, refused.requested()));
        });
  }

  private static String belongsTo(Holder.Somebody holder, Owner own) {
    var owner = holder.owner();
    if (!owner.cluster().equals(own.cluster())) {
      return "a VirtualGateway of cluster " + owner.cluster();
    }
    return owner.namespace().equals(own.namespace())
        ? "the VirtualGateway " + owner.name()
        : "a VirtualGateway in another namespace";
  }

  private static String howToTakeOver(Holder.Somebody holder, Owner own, boolean requested) {
    var consent =
        switch (holder.resource()) {
          case OwnerResource.Living _ ->
              "that VirtualGateway needs the annotation %s: \"%s\""
                  .formatted(Requests.ALLOW_TAKEOVER_BY, own.inCluster());
          case OwnerResource.Gone _, OwnerResource.OfAnotherCluster _ ->
              "who runs the cluster must grant namespace %s mayTakeOverFrom of its owner"
                  .formatted(own.namespace());
          case OwnerResource.Unreadable _ ->
              "the operator must be allowed to read that VirtualGateway, which must agree";
        };
    return requested
        ? "To take it over, " + consent + "."
        : "To take it over, %s, and this one the annotation %s: \"%s\" (if that is set already, it is used up: remove it and set it again)."
            .formatted(
                consent, Requests.ALLOW_TAKEOVER_FROM, "[cluster/]namespace/name of its owner");
  }

  /** The spec cannot be read, see {@link DesiredGateways.Reading.Illegible}. */
  public static Outcome.Failed illegible(String problem) {
    return new Outcome.Failed(Reason.INVALID_SPEC, "The spec cannot be read: " + problem + ".");
  }

  /** The gateway cannot be reached, since its connection is of no use. */
  public static Outcome.Failed unusable(Resolution.Unusable unusable) {
    var reason =
        switch (unusable.problem()) {
          case NOT_FOUND -> Reason.CONNECTION_NOT_FOUND;
          case NOT_ALLOWED -> Reason.CONNECTION_NOT_ALLOWED;
          case UNUSABLE -> Reason.CONNECTION_UNUSABLE;
        };
    return new Outcome.Failed(reason, unusable.message());
  }

  /** A deletion that waits for its connection. */
  public static Outcome.Failed deletionWaits(Resolution.Unusable unusable) {
    var waits = unusable(unusable);
    return new Outcome.Failed(
        waits.reason(),
        "The gateway cannot be deleted: %s To let the resource go without it, set spec.management.deletionPolicy to Retain, or the annotation %s to \"true\"."
            .formatted(waits.message(), Requests.FORCE_ORPHAN));
  }

  /** App Mesh holds something else, and it is left so, see {@link Outcome.Differs}. */
  public static String differs(List<Difference> differences, Reason reason) {
    var first = differences.isEmpty() ? "" : " (first " + differences.getFirst().path() + ")";
    var advice =
        reason == Reason.PLAN_ONLY
            ? "set spec.management.mode to Manage to apply it"
            : "set spec.management.driftPolicy to Correct to undo it";
    return "App Mesh differs in %d members%s, see status.drift; %s."
        .formatted(differences.size(), first, advice);
  }

  /** As IAM spells it; other services' are spelled so already. */
  private static String action(String operation) {
    return operation.contains(":") ? operation : "appmesh:" + operation;
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words : words + ".";
  }
}
