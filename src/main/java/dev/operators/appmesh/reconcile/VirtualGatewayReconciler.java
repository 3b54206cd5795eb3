// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.ConnectionSources;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.status.Finalizer;
import dev.operators.appmesh.reconcile.watch.Successors;
import dev.operators.appmesh.reconcile.watch.WatchedResources;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The framework's face. Everything that can happen ends in an {@link Outcome}, and every outcome in
 * a status, an Event if it is news, and a time to look again; nothing is thrown at the framework
 * but what the API server refuses us.
 *
 * @param eventSources what has resources looked at beside their own changes
 */
@ControllerConfiguration(
    name = VirtualGatewayReconciler.NAME,
    triggerReconcilerOnAllEvents = true, // the finalizer is ours to add and to remove
    generationAwareEventProcessing = false, // annotations count as well, see the filter
    informer =
        @Informer(
            onUpdateFilter = ChangeFilter.class,
            informerListLimit = ConnectionSources.LIST_LIMIT))
public record VirtualGatewayReconciler(
    Finalizer finalizer,
    Reconciliation reconciliation,
    Deletion deletion,
    Passes passes,
    Successors successors,
    WatchedResources resources,
    Function<EventSourceContext<VirtualGateway>, List<EventSource<?, VirtualGateway>>> eventSources)
    implements Reconciler<VirtualGateway> {

  /** The controller's name, in metrics. */
  public static final String NAME = "virtualgateway";

  @Override
  public UpdateControl<VirtualGateway> reconcile(
      VirtualGateway resource, Context<VirtualGateway> context) {
    var none = UpdateControl.<VirtualGateway>noUpdate();
    if (context.isPrimaryResourceDeleted()) {
      return none;
    }
    var next = resource.isMarkedForDeletion() ? delete(resource, context) : sync(resource);
    return next.map(none::rescheduleAfter).orElse(none);
  }

  /** When to look again. */
  private Optional<Duration> sync(VirtualGateway resource) {
    if (!finalizer.add(resource)) {
      return Optional.empty();
    }
    return passes
        .run(resource, reconciliation::reconcile)
        .map(
            pass -> {
              successors.passed(pass.resource(), pass.outcome());
              return pass.next();
            });
  }

  /** When to look again; empty once the gateway and the resource are parted. */
  private Optional<Duration> delete(VirtualGateway resource, Context<VirtualGateway> context) {
    if (!resource.hasFinalizer(Finalizer.NAME)) {
      return Optional.empty();
    }
    var pass =
        passes.run(resource, (latest, state, _) -> deletion.delete(latest, state)).orElse(null);
    if (pass == null) {
      return Optional.empty();
    }
    if (pass.outcome() instanceof Outcome.Gone) {
      finalizer.remove(resource, context);
      successors.letGo(pass.resource());
      return Optional.empty();
    }
    return Optional.of(pass.next());
  }

  @Override
  public List<EventSource<?, VirtualGateway>> prepareEventSources(
      EventSourceContext<VirtualGateway> context) {
    resources.from(context.getPrimaryCache());
    return eventSources.apply(context);
  }
}
