// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.Owner;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a resource's annotations ask of the operator. Requests are handled once: the status says
 * which value was the last one, so that not even a restart repeats it.
 *
 * @param paused whether the resource is to be left alone
 * @param reconcileRequestedAt asks for a full comparison; null asks for nothing
 * @param takeoverFrom the owner whose gateway is to be taken over, as cluster/namespace/name, or
 *     namespace/name of this cluster; null asks for nothing
 * @param forceOrphan whether a deletion may leave the gateway behind where App Mesh is gone
 */
public record Requests(
    boolean paused,
    @Nullable String reconcileRequestedAt,
    @Nullable String takeoverFrom,
    boolean forceOrphan) {

  /** Annotation: {@code "true"} leaves the resource alone. */
  public static final String PAUSED = "appmesh.operators.dev/paused";

  /** Annotation: a new value asks for a full comparison. */
  public static final String RECONCILE_REQUESTED_AT =
      "appmesh.operators.dev/reconcile-requested-at";

  /** Annotation: the owner to take the gateway over from, as [cluster/]namespace/name. */
  public static final String ALLOW_TAKEOVER_FROM = "appmesh.operators.dev/allow-takeover-from";

  /** Annotation: the resource that may take the gateway over from this one, as namespace/name. */
  public static final String ALLOW_TAKEOVER_BY = "appmesh.operators.dev/allow-takeover-by";

  /** Annotation: {@code "true"} lets a deletion leave the gateway behind. */
  public static final String FORCE_ORPHAN = "appmesh.operators.dev/force-orphan";

  /** What a resource without annotations asks. */
  public static final Requests NONE = new Requests(false, null, null, false);

  /** The resource that may take the gateway over from this one; null if none may. */
  public static @Nullable String allowTakeoverBy(VirtualGateway resource) {
    Map<String, String> all = resource.getMetadata().getAnnotations();
    return all == null ? null : all.get(ALLOW_TAKEOVER_BY);
  }

  /** The requests of a resource, handled or not. */
  public static Requests of(VirtualGateway resource) {
    Map<String, String> all = resource.getMetadata().getAnnotations();
    if (all == null) {
      return NONE;
    }
    return new Requests(
        "true".equals(all.get(PAUSED)),
        all.get(RECONCILE_REQUESTED_AT),
        all.get(ALLOW_TAKEOVER_FROM),
        "true".equals(all.get(FORCE_ORPHAN)));
  }

  /** How a pass over a paused resource ends. */
  public static Outcome pause(String consequence) {
    return new Outcome.Paused(
        consequence + " while the annotation " + PAUSED + " is \"true\"; remove it to go on.");
  }

  /** The requests that a pass over a living resource still has to handle. */
  public Requests since(SyncState state) {
    return new Requests(
        paused,
        unless(reconcileRequestedAt, state.handledReconcileAt()),
        unless(takeoverFrom, state.handledTakeoverFrom()),
        false);
  }

  /**
   * How urgent the calls of a pass with these requests are: users wait for a generation that is not
   * applied and for a request that is not handled, and for nothing else.
   *
   * @param generation of the resource
   */
  public Priority priority(SyncState state, long generation) {
    return state.isApplied(generation) && equals(NONE) ? Priority.BACKGROUND : Priority.REQUESTED;
  }

  /** Whether it asks for a comparison with all that App Mesh holds, whatever we believe. */
  public boolean wantComparison() {
    return reconcileRequestedAt != null || takeoverFrom != null;
  }

  /**
   * Whether it asks for the gateway of this owner.
   *
   * @param cluster id of the resource's cluster
   */
  public boolean takeOverFrom(Owner owner, String cluster) {
    return owner.toString().equals(takeoverFrom)
        || (owner.cluster().equals(cluster) && owner.inCluster().equals(takeoverFrom));
  }

  /**
   * The status with a note of what a pass with this outcome has done of it. A request is done even
   * if the pass failed; a request to take over is done once the resource is in sync, and forgotten
   * when the annotation goes.
   */
  public VirtualGatewayStatus noted(VirtualGatewayStatus before, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unchanged _, Outcome.Paused _, Outcome.Gone _ -> before;
      case Outcome.InSync _ -> noted(before, takeoverFrom);
      case Outcome.Differs _, Outcome.Failed _ ->
          noted(before, takeoverFrom == null ? null : before.lastHandledTakeoverFrom());
    };
  }

  private VirtualGatewayStatus noted(VirtualGatewayStatus before, @Nullable String takeover) {
    return before.with(
        it -> {
          if (reconcileRequestedAt != null) {
            it.lastHandledReconcileAt = reconcileRequestedAt;
          }
          it.lastHandledTakeoverFrom = takeover;
        });
  }

  private static @Nullable String unless(@Nullable String value, @Nullable String handled) {
    return Objects.equals(value, handled) ? null : value;
  }
}
