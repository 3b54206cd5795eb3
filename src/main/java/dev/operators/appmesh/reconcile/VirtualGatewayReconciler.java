// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import dev.operators.appmesh.reconcile.watch.Successors;
import dev.operators.appmesh.reconcile.watch.WatchedResources;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The framework's face. Everything that can happen ends in an {@link Outcome}, and every outcome in
 * a status, an Event if it is news, and a time to look again; nothing is thrown at the framework
 * but what the API server refuses us.
 *
 * @param eventSources what has resources looked at beside their own changes
 */
@ControllerConfiguration(
    name = VirtualGatewayReconciler.NAME,
    finalizerName = VirtualGatewayReconciler.FINALIZER,
    generationAwareEventProcessing = false, // annotations count as well, see the filter
    informer = @Informer(onUpdateFilter = ChangeFilter.class))
public record VirtualGatewayReconciler(
    Reconciliation reconciliation,
    Deletion deletion,
    OutcomeRecorder recorder,
    PassHistory history,
    KnownStatuses knownStatuses,
    Successors successors,
    WatchedResources resources,
    Function<EventSourceContext<VirtualGateway>, List<EventSource<?, VirtualGateway>>> eventSources)
    implements Reconciler<VirtualGateway>, Cleaner<VirtualGateway> {

  /** The controller's name, in metrics and as a field manager. */
  public static final String NAME = "virtualgateway";

  static final String FINALIZER = "appmesh.operators.dev/finalizer";

  private static final Logger log = LoggerFactory.getLogger(VirtualGatewayReconciler.class);

  private record Ended(Outcome outcome, Duration next) {}

  @Override
  public UpdateControl<VirtualGateway> reconcile(
      VirtualGateway resource, Context<VirtualGateway> context) {
    var pass = pass(resource, (state, ticket) -> reconciliation.reconcile(resource, state, ticket));
    successors.passed(resource, pass.outcome());
    return UpdateControl.<VirtualGateway>noUpdate().rescheduleAfter(pass.next());
  }

  @Override
  public DeleteControl cleanup(VirtualGateway resource, Context<VirtualGateway> context) {
    var pass = pass(resource, (state, _) -> deletion.delete(resource, state));
    if (pass.outcome() instanceof Outcome.Gone) {
      successors.letGo(resource);
      return DeleteControl.defaultDelete();
    }
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(pass.next());
  }

  @Override
  public List<EventSource<?, VirtualGateway>> prepareEventSources(
      EventSourceContext<VirtualGateway> context) {
    resources.from(context.getPrimaryCache());
    return eventSources.apply(context);
  }

  private Ended pass(
      VirtualGateway resource, BiFunction<SyncState, PassHistory.Ticket, Outcome> work) {
    var metadata = resource.getMetadata();
    var ticket = history.begin(metadata.getUid(), metadata.getGeneration());
    var before = knownStatuses.latest(resource);
    Outcome outcome;
    try {
      outcome = work.apply(SyncState.of(before), ticket);
    } catch (RuntimeException defect) {
      log.error("reconciliation failed", defect);
      outcome =
          new Outcome.Failed(
              Reason.INTERNAL_ERROR,
              "The operator failed (" + defect.getClass().getSimpleName() + "); see its log.");
    }
    return new Ended(outcome, recorder.record(resource, before, ticket, outcome));
  }
}
