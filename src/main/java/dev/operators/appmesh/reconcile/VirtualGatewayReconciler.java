// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.drift.Sweep;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.Tags;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
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
  private final Convergence convergence;
  private final Removal removal;
  private final StatusWriter statusWriter;
  private final Transitions transitions;
  private final Passes passes;
  private final Requeue requeue;
  private final Duration fullResync;
  private final Duration driftInterval;
  private final Sweep sweep;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * @param cluster id of this cluster, part of the ownership tags
   * @param defaultTags tags of every gateway, see {@link DesiredGateways}
   * @param fullResync how often a resource is compared with App Mesh although nothing happened
   * @param driftInterval how often each mesh is listed to find what others changed
   */
  public VirtualGatewayReconciler(
      MeshService service,
      KubernetesClient client,
      String cluster,
      Tags defaultTags,
      Duration fullResync,
      Duration driftInterval,
      InstantSource clock,
      RandomGenerator random) {
    this.desiredGateways = new DesiredGateways(cluster, defaultTags);
    this.convergence = new Convergence(service);
    this.removal = new Removal(service);
    this.statusWriter = new StatusWriter(client);
    this.transitions = new Transitions(client, clock);
    this.passes = new Passes(clock);
    this.requeue = new Requeue(fullResync, random);
    this.fullResync = fullResync;
    this.driftInterval = driftInterval;
    this.sweep = new Sweep(service, clock);
    this.random = random;
    this.clock = clock;
  }

  @Override
  public UpdateControl<VirtualGateway> reconcile(
      VirtualGateway resource, Context<VirtualGateway> context) {
    var metadata = resource.getMetadata();
    var before = statusWriter.latest(resource);
    var asked = Annotations.of(resource).since(before);
    var reading = desiredGateways.read(resource);
    if (Expectations.saysAll(before, reading)) {
      passes.trust(metadata.getUid(), metadata.getGeneration());
    }
    if (asked.equals(Annotations.NONE)
        && passes.isInLine(metadata.getUid(), metadata.getGeneration(), fullResync.dividedBy(2))) {
      return UpdateControl.<VirtualGateway>noUpdate().rescheduleAfter(requeue.fullResync());
    }
    var policies = Policies.of(resource);
    var outcome =
        asked.paused()
            ? Annotations.pause("Nothing is done")
            : guarded(() -> converge(reading, before, policies, asked));
    var noted = GivenTags.noted(before, reading, policies, outcome);
    return UpdateControl.<VirtualGateway>noUpdate()
        .rescheduleAfter(settle(resource, noted, outcome));
  }

  @Override
  public DeleteControl cleanup(VirtualGateway resource, Context<VirtualGateway> context) {
    var before = statusWriter.latest(resource);
    var outcome =
        Annotations.of(resource).paused()
            ? Annotations.pause("The deletion waits")
            : guarded(() -> remove(resource, before));
    var next = settle(resource, before, outcome);
    if (outcome instanceof Outcome.Gone) {
      passes.forget(resource.getMetadata().getUid());
      return DeleteControl.defaultDelete();
    }
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(next);
  }

  @Override
  public List<EventSource<?, VirtualGateway>> prepareEventSources(
      EventSourceContext<VirtualGateway> context) {
    return List.of(
        new DriftEvents(
            sweep,
            context.getPrimaryCache(),
            resource ->
                Expectations.of(
                    resource,
                    statusWriter.latest(resource),
                    passes.lastPass(resource.getMetadata().getUid())),
            passes,
            driftInterval,
            random));
  }

  private Outcome converge(
      DesiredGateways.Reading reading,
      VirtualGatewayStatus before,
      Policies policies,
      Annotations asked) {
    return switch (reading) {
      case DesiredGateways.Reading.Legible(var desired) ->
          convergence.converge(desired, LastSeen.of(before), GivenTags.of(before), policies, asked);
      case DesiredGateways.Reading.Illegible(var problem) ->
          new Outcome.Failed(Reason.INVALID_SPEC, "The spec cannot be read: " + problem + ".");
    };
  }

  /** Which gateway to part with is for the status to say; the spec may have become unreadable. */
  private Outcome remove(VirtualGateway resource, VirtualGatewayStatus before) {
    var last = LastSeen.of(before);
    GatewayKey key;
    if (last != null) {
      key = last.key(before.meshOwner());
    } else if (desiredGateways.read(resource)
        instanceof DesiredGateways.Reading.Legible(var desired)) {
      key = desired.key();
    } else {
      return new Outcome.Gone("Deleted", "The resource never had a gateway.");
    }
    return removal.remove(key, desiredGateways.owner(resource), last, Policies.of(resource));
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

  private Duration settle(VirtualGateway resource, VirtualGatewayStatus before, Outcome outcome) {
    var metadata = resource.getMetadata();
    var status =
        StatusProjector.project(
            Annotations.of(resource).noted(before, outcome),
            metadata.getGeneration(),
            outcome,
            clock.instant());
    statusWriter.write(resource, status);
    transitions.tell(resource, before, outcome);
    return requeue.after(
        outcome, passes.note(metadata.getUid(), metadata.getGeneration(), outcome));
  }
}
