// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.ConnectionSources;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.Deletion;
import dev.operators.appmesh.reconcile.DriftMetrics;
import dev.operators.appmesh.reconcile.ForgottenResources;
import dev.operators.appmesh.reconcile.OutcomeRecorder;
import dev.operators.appmesh.reconcile.PassHistory;
import dev.operators.appmesh.reconcile.Passes;
import dev.operators.appmesh.reconcile.ReconcileSlots;
import dev.operators.appmesh.reconcile.Reconciliation;
import dev.operators.appmesh.reconcile.RequeueDelays;
import dev.operators.appmesh.reconcile.VirtualGatewayReconciler;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.status.EventRecorder;
import dev.operators.appmesh.reconcile.status.Finalizer;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import dev.operators.appmesh.reconcile.status.StatusWriter;
import dev.operators.appmesh.reconcile.watch.Background;
import dev.operators.appmesh.reconcile.watch.ClusterOwners;
import dev.operators.appmesh.reconcile.watch.ConnectionWatches;
import dev.operators.appmesh.reconcile.watch.Intervals;
import dev.operators.appmesh.reconcile.watch.PeriodicTask;
import dev.operators.appmesh.reconcile.watch.Rechecks;
import dev.operators.appmesh.reconcile.watch.Successors;
import dev.operators.appmesh.reconcile.watch.WatchedResources;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The loop, wired.
 *
 * @param reconciler the loop
 * @param resources what it works on
 * @param background what has resources looked at although nobody has edited them
 */
record GatewayLoop(
    VirtualGatewayReconciler reconciler, WatchedResources resources, List<Background> background) {

  /**
   * Wires the loop; nothing is started.
   *
   * @param connections by which gateways are reached
   * @param sources where {@code connections} come from
   * @param mandate without which nothing is written
   * @param cluster id of this cluster, part of the ownership tags
   * @param defaultTags tags of every gateway, see {@link DesiredGateways}
   * @param slots which passes are made at the same time
   */
  static GatewayLoop of(
      Connections connections,
      ConnectionSources sources,
      Mandate mandate,
      KubernetesClient client,
      String cluster,
      Tags defaultTags,
      Intervals intervals,
      ReconcileSlots slots,
      MeterRegistry metrics,
      InstantSource clock,
      RandomGenerator random) {
    var resources = new WatchedResources();
    var desiredGateways = new DesiredGateways(cluster, defaultTags);
    var knownStatuses = new KnownStatuses();
    var history = new PassHistory(clock, intervals.fullResync().dividedBy(2));
    var nudges = new SimpleInboundEventSource<VirtualGateway>("nudges");
    var rechecks = rechecks(history, nudges);
    var reconciler =
        new VirtualGatewayReconciler(
            new Finalizer(client, mandate, knownStatuses),
            new Reconciliation(
                desiredGateways,
                connections,
                history,
                new ClusterOwners(cluster, resources, desiredGateways, knownStatuses, client)),
            new Deletion(desiredGateways, connections, intervals.retiredAfter(), clock),
            new Passes(
                slots,
                resources,
                history,
                knownStatuses,
                new OutcomeRecorder(
                    desiredGateways,
                    new StatusWriter(client, mandate, knownStatuses),
                    new EventRecorder(client, mandate, clock, random),
                    new DriftMetrics(metrics),
                    history,
                    new RequeueDelays(intervals.fullResync(), random),
                    clock)),
            new Successors(resources, connections, desiredGateways, knownStatuses, rechecks),
            resources,
            context ->
                Stream.<EventSource<?, VirtualGateway>>concat(
                        Stream.of(
                            nudges,
                            new ForgottenResources(
                                uid -> {
                                  history.forget(uid);
                                  knownStatuses.forget(uid);
                                })),
                        sources.prepare(context).stream())
                    .toList());
    var watches =
        new ConnectionWatches(
            connections,
            resources,
            desiredGateways,
            knownStatuses,
            rechecks,
            intervals,
            clock,
            random);
    var secrets =
        new PeriodicTask(
            "secrets",
            () -> sources.refreshSecrets(rechecks::nudge),
            ConnectionSources.SECRETS_INTERVAL,
            () -> ConnectionSources.SECRETS_INTERVAL);
    return new GatewayLoop(reconciler, resources, List.of(watches, secrets));
  }

  private static Rechecks rechecks(
      PassHistory history, SimpleInboundEventSource<VirtualGateway> nudges) {
    return new Rechecks() {
      @Override
      public void recheck(VirtualGateway resource) {
        // In this order: the pass that follows must find the doubt.
        history.doubt(resource.getMetadata().getUid());
        nudge(resource);
      }

      @Override
      public void nudge(VirtualGateway resource) {
        nudges.propagateEvent(ResourceID.fromResource(resource));
      }

      @Override
      public Instant lastPass(VirtualGateway resource) {
        return history.lastPass(resource.getMetadata().getUid());
      }
    };
  }
}
