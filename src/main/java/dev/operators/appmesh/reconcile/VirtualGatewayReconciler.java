// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.ConnectionSources;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.connect.Resolution;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.model.Tags;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The framework's face. Everything that can happen ends in an {@link Outcome}, and every outcome in
 * a status, an Event if it is news, and a time to look again; nothing is thrown at the framework
 * but what the API server refuses us.
 */
@ControllerConfiguration(
    name = VirtualGatewayReconciler.NAME,
    finalizerName = VirtualGatewayReconciler.FINALIZER,
    generationAwareEventProcessing = false, // annotations count as well, see the filter
    informer = @Informer(onUpdateFilter = ChangeFilter.class))
public final class VirtualGatewayReconciler
    implements Reconciler<VirtualGateway>, Cleaner<VirtualGateway> {

  /** The controller's name, in metrics and as a field manager. */
  public static final String NAME = "virtualgateway";

  static final String FINALIZER = "appmesh.operators.dev/finalizer";

  private static final Logger log = LoggerFactory.getLogger(VirtualGatewayReconciler.class);

  private final DesiredGateways desiredGateways;
  private final Connections connections;
  private final ConnectionSources connectionSources;
  private final GatewayPass gatewayPass;
  private final StatusWriter statusWriter;
  private final Settlement settlement;
  private final Nudges nudges = new Nudges();
  private final Successors successors;
  private final Passes passes;
  private final Requeue requeue;
  private final Duration recently;
  private volatile @Nullable ResourceCache<VirtualGateway> resources;

  /**
   * @param connections by which gateways are reached
   * @param connectionSources where {@code connections} come from
   * @param cluster id of this cluster, part of the ownership tags
   * @param defaultTags tags of every gateway, see {@link DesiredGateways}
   * @param mandate without which no status is written
   */
  public VirtualGatewayReconciler(
      Connections connections,
      ConnectionSources connectionSources,
      Mandate mandate,
      KubernetesClient client,
      String cluster,
      Tags defaultTags,
      Intervals intervals,
      MeterRegistry metrics,
      InstantSource clock,
      RandomGenerator random) {
    this.connections = connections;
    this.connectionSources = connectionSources;
    this.desiredGateways = new DesiredGateways(cluster, defaultTags);
    this.gatewayPass = new GatewayPass(desiredGateways, intervals.retiredAfter(), clock);
    this.statusWriter = new StatusWriter(client, mandate);
    this.passes = new Passes(clock);
    this.requeue = new Requeue(intervals.fullResync(), random);
    this.settlement =
        new Settlement(
            statusWriter,
            new Transitions(client, clock),
            new DriftMetrics(metrics),
            passes,
            requeue,
            clock);
    this.successors = new Successors(this::resources, desiredGateways, statusWriter, nudges::nudge);
    var connectionWatch =
        new ConnectionWatch(
            connections,
            this::resources,
            desiredGateways,
            statusWriter,
            passes,
            nudges::nudge,
            intervals,
            clock,
            random);
    nudges.repeat(new Watches(connections::inUse, connectionWatch::over));
    nudges.repeat(
        new Repeated(
            "secrets",
            () -> connectionSources.refreshSecrets(nudges::nudge),
            ConnectionSources.SECRETS_INTERVAL,
            () -> ConnectionSources.SECRETS_INTERVAL));
    this.recently = intervals.fullResync().dividedBy(2);
  }

  /** The resources as the API server last told of them; none before the start. */
  public Stream<VirtualGateway> resources() {
    var cache = resources;
    return cache == null ? Stream.empty() : cache.list();
  }

  /**
   * Begins to look for what happens without an event of the cluster: drift and outages. Once, when
   * resources begin to be worked on.
   */
  public void watch() {
    nudges.begin();
  }

  @Override
  public UpdateControl<VirtualGateway> reconcile(
      VirtualGateway resource, Context<VirtualGateway> context) {
    var metadata = resource.getMetadata();
    var before = statusWriter.latest(resource);
    var asked = Annotations.of(resource).since(before);
    var reading = desiredGateways.read(resource);
    var resolution = connections.resolve(resource, before.arn());
    if (Expectations.saysAll(before, reading)) {
      passes.trust(metadata.getUid(), metadata.getGeneration());
    }
    if (asked.equals(Annotations.NONE)
        && resolution instanceof Resolution.Usable
        && passes.isInLine(metadata.getUid(), metadata.getGeneration(), recently)) {
      return UpdateControl.<VirtualGateway>noUpdate().rescheduleAfter(requeue.fullResync());
    }
    var policies = Policies.of(resource);
    var outcome =
        asked.paused()
            ? Annotations.pause("Nothing is done")
            : guarded(() -> gatewayPass.converge(resolution, reading, before, policies, asked));
    var noted = GivenTags.noted(before, reading, policies, outcome);
    return UpdateControl.<VirtualGateway>noUpdate()
        .rescheduleAfter(settlement.settle(resource, noted, outcome));
  }

  @Override
  public DeleteControl cleanup(VirtualGateway resource, Context<VirtualGateway> context) {
    var before = statusWriter.latest(resource);
    var asked = Annotations.of(resource);
    var outcome =
        asked.paused()
            ? Annotations.pause("The deletion waits")
            : guarded(
                () ->
                    gatewayPass.remove(
                        connections.resolve(resource, before.arn()),
                        resource,
                        before,
                        asked.forceOrphan()));
    var next = settlement.settle(resource, before, outcome);
    if (outcome instanceof Outcome.Gone) {
      successors.letGo(resource);
      return DeleteControl.defaultDelete();
    }
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(next);
  }

  @Override
  public List<EventSource<?, VirtualGateway>> prepareEventSources(
      EventSourceContext<VirtualGateway> context) {
    resources = context.getPrimaryCache();
    return Stream.concat(
            Stream.of(nudges, new Departures(this::forget)),
            connectionSources.prepare(context).stream())
        .toList();
  }

  private void forget(VirtualGateway resource) {
    passes.forget(resource.getMetadata().getUid());
    statusWriter.forget(resource.getMetadata().getUid());
  }

  private static Outcome guarded(Supplier<Outcome> pass) {
    try {
      return pass.get();
    } catch (RuntimeException defect) {
      log.error("a pass failed", defect);
      return new Outcome.Failed(
          Reason.INTERNAL_ERROR,
          "The operator failed (" + defect.getClass().getSimpleName() + "); see its log.");
    }
  }
}
