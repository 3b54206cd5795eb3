// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.reconcile.ApiServerLimit;
import dev.operators.appmesh.reconcile.ReconcileSlots;
import dev.operators.appmesh.reconcile.VirtualGatewayReconciler;
import dev.operators.appmesh.reconcile.watch.Background;
import dev.operators.appmesh.reconcile.watch.DeferredNudges;
import dev.operators.appmesh.reconcile.watch.RecreatedResources;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.health.EventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The framework's controller, which can be prepared before it begins to work. The framework's
 * {@code Operator} can do that only with its own leader election, which does not release its lease
 * at the end and trusts the clocks of other processes.
 */
final class GatewayController implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GatewayController.class);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  /** So long after the end of a refusal a write is done at the latest. */
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);

  private final List<Background> background;
  private final ReconcileSlots slots;
  private final ConfigurationService framework;
  private final Controller<VirtualGateway> controller;
  private final WatchRights rights;
  private final Set<String> namespaces;
  private volatile boolean prepared;

  /**
   * @param slots of the loop's passes
   * @param namespaces where to watch from the start; empty for the whole cluster. Those that {@code
   *     rights} tells of later are added
   * @param metrics registry for what the framework counts
   */
  GatewayController(
      GatewayLoop loop,
      ReconcileSlots slots,
      Settings settings,
      Set<String> namespaces,
      WatchRights rights,
      KubernetesClient kubernetes,
      MeterRegistry metrics) {
    this.background = loop.background();
    this.slots = slots;
    this.rights = rights;
    this.namespaces = new TreeSet<>(namespaces);
    var executor = new ApiServerLimit().executor();
    var nudges = new DeferredNudges(metrics);
    var observers =
        new AggregatedMetrics(
            List.of(
                MicrometerMetricsV2.newBuilder(metrics).build(), nudges, new RecreatedResources()));
    framework =
        ConfigurationService.newOverriddenConfigurationService(
            overrider ->
                overrider
                    .withKubernetesClient(kubernetes)
                    .withCloseClientOnStop(false)
                    .withMetrics(observers)
                    .withExecutorService(executor)
                    .withResourceCloner(new SharedResources())
                    // One namespace that refuses a watch must not end that of the others.
                    .withStopOnInformerErrorDuringStartup(namespaces.isEmpty())
                    .withInformerStoppedHandler(GatewayController::informerStopped));
    controller =
        new Controller<>(
            loop.reconciler(),
            configuration(framework, loop.reconciler(), settings.watch().selector(), namespaces),
            kubernetes);
    nudges.guard(
        controller.getEventProcessor(),
        controller.getEventSourceManager().getRegisteredEventSources());
    rights.tell(this::watch);
  }

  private static ControllerConfiguration<VirtualGateway> configuration(
      ConfigurationService framework,
      VirtualGatewayReconciler reconciler,
      @Nullable String selector,
      Set<String> namespaces) {
    var configuration =
        ControllerConfigurationOverrider.override(framework.getConfigurationFor(reconciler));
    // Only what the API server refuses us is retried by the framework; the rest is in
    // RequeueDelays.
    configuration.withRetry(
        new GenericRetry()
            .withoutMaxAttempts()
            .setInitialInterval(FIRST_RETRY)
            .setIntervalMultiplier(2)
            .setMaxInterval(LAST_RETRY.toMillis()));
    if (!namespaces.isEmpty()) {
      configuration.settingNamespaces(namespaces);
    }
    if (selector != null) {
      configuration.withLabelSelector(selector);
    }
    return configuration.build();
  }

  /** Fills the caches and keeps them up to date. Returns when they are filled. */
  void prepare() {
    controller.start(false);
    prepared = true;
    rights.start();
  }

  /**
   * Watches these namespaces, too. None is given up that was once watched: the client repeats a
   * watch that is refused, and a pass that has begun finds its resource in the cache.
   */
  private void watch(Set<String> allowed) {
    if (!namespaces.containsAll(allowed)) {
      var all = Stream.concat(namespaces.stream(), allowed.stream()).collect(Collectors.toSet());
      controller.getEventSourceManager().changeNamespaces(all);
      namespaces.addAll(allowed);
    }
  }

  /** Begins to reconcile all resources, including the changes since {@link #prepare}. */
  void work() {
    controller.startEventProcessing();
    background.forEach(Background::start);
  }

  /** Why the controller is not ready; empty if it is. */
  List<String> unreadiness() {
    if (!prepared) {
      // Until then the framework has no informers to ask.
      return List.of("the operator is not running: it fills its caches, or it stops");
    }
    var reasons = new ArrayList<String>();
    controller.getControllerHealthInfo().unhealthyEventSources().entrySet().stream()
        .filter(source -> isNowhereHealthy(source.getValue()))
        .forEach(
            source -> reasons.add(VirtualGatewayReconciler.NAME + " waits for " + source.getKey()));
    if (rights.isBlindFor(VirtualGateway.class)) {
      reasons.addAll(rights.problems());
    }
    return reasons;
  }

  /** One namespace that waits is not all of them. */
  private static boolean isNowhereHealthy(EventSourceHealthIndicator source) {
    return !(source instanceof InformerWrappingEventSourceHealthIndicator<?> informers)
        || informers.informerHealthIndicators().values().stream()
            .noneMatch(it -> it.getStatus() == Status.HEALTHY);
  }

  /** Accepts no more work, turns away what waits, and waits for work in progress. */
  @Override
  public void close() {
    prepared = false;
    rights.stop();
    background.forEach(Background::stop);
    controller.stop();
    slots.close();
    framework.getExecutorServiceManager().stop(OperatorApp.GRACE);
  }

  /** Without its informer the operator sees no changes, and only a restart helps. */
  private static void informerStopped(SharedIndexInformer<?> informer, Throwable cause) {
    if (cause != null) {
      log.error("the watch of {} has failed for good", informer.getApiTypeClass(), cause);
      Runtime.getRuntime().halt(1);
    }
  }

  /** A pass reads its resource and never changes it, so that it needs no copy of the cache's. */
  private static final class SharedResources implements Cloner {

    @Override
    public <R extends HasMetadata> R clone(R resource) {
      return resource;
    }
  }
}
