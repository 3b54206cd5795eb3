// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.aws.MeshClients;
import dev.operators.appmesh.connect.ConnectionSources;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.Intervals;
import dev.operators.appmesh.reconcile.VirtualGatewayReconciler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The operator, wired: the only place that knows all its parts, and in which order they start and
 * stop.
 */
public final class OperatorApp implements AutoCloseable {

  /** How long a stop waits for what is under way. */
  public static final Duration GRACE = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(OperatorApp.class);

  private final MeshClients meshes;
  private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
  private final Operator operator;
  private final ManagementServer managementServer;

  private OperatorApp(Settings settings, KubernetesClient kubernetes) {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    new UptimeMetrics().bindTo(metrics);
    gcMetrics.bindTo(metrics);
    meshes = new MeshClients(settings.maxConcurrentReconciles(), metrics, InstantSource.system());
    var sources = new ConnectionSources(Preflight.knowsConnections(kubernetes), kubernetes);
    operator = operator(settings, kubernetes, MicrometerMetricsV2.newBuilder(metrics).build());
    var reconciler =
        new VirtualGatewayReconciler(
            connections(settings, sources),
            sources,
            kubernetes,
            Preflight.clusterId(settings, kubernetes),
            Tags.of(settings.resourceTags()),
            new Intervals(
                settings.fullResyncInterval(), settings.driftInterval(), settings.retiredAfter()),
            metrics,
            InstantSource.system(),
            new Random());
    metrics.getPrometheusRegistry().register(new ConditionMetrics(reconciler::resources));
    operator.register(reconciler, configuration -> configure(configuration, settings));
    managementServer =
        new ManagementServer("--listen", settings.listen(), metrics, this::unreadiness);
  }

  /**
   * Starts the operator; answers when its caches are filled and it works.
   *
   * @param kubernetes the cluster; stays the caller's to close
   * @throws StartupException if it cannot work with these settings; the message says what helps
   */
  public static OperatorApp start(Settings settings, KubernetesClient kubernetes) {
    log.info("connecting to the cluster at {}", kubernetes.getMasterUrl());
    Preflight.check(settings, kubernetes);
    var app = new OperatorApp(settings, kubernetes);
    try {
      app.managementServer.start();
      app.operator.start();
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
    log.info(
        "managing virtual gateways at {}, health and metrics on {}:{}",
        settings.awsEndpointUrl() == null ? "AWS" : settings.awsEndpointUrl(),
        settings.listen().host(),
        app.managementPort());
    return app;
  }

  /** The port on which health and metrics are served. */
  public int managementPort() {
    return managementServer.port();
  }

  /** Stops: takes no more work, waits up to {@link #GRACE} for what is under way. */
  @Override
  public void close() {
    operator.stop();
    managementServer.close();
    meshes.close();
    gcMetrics.close();
  }

  private Connections connections(Settings settings, ConnectionSources sources) {
    var own =
        new ConnectionSettings(
            settings.awsRegion(),
            settings.awsEndpointUrl(),
            new ConnectionSettings.Credentials.Own(),
            null,
            settings.maxReadRate(),
            settings.maxWriteRate());
    try {
      return sources.connections(meshes, own, settings.allowUnsafeEndpoint());
    } catch (SdkClientException e) {
      throw new StartupException("no AWS region is set: set --aws-region", e);
    }
  }

  private static Operator operator(
      Settings settings, KubernetesClient kubernetes, Metrics metrics) {
    return new Operator(
        overrider ->
            overrider
                .withKubernetesClient(kubernetes)
                .withCloseClientOnStop(false)
                .withMetrics(metrics)
                .withConcurrentReconciliationThreads(settings.maxConcurrentReconciles())
                .withInformerStoppedHandler(OperatorApp::informerStopped)
                .withReconciliationTerminationTimeout(GRACE));
  }

  private static void configure(
      ControllerConfigurationOverrider<VirtualGateway> configuration, Settings settings) {
    // Only what the API server refuses us is retried by the framework; the rest is in our Requeue.
    configuration.withRetry(new GenericRetry().withoutMaxAttempts().setMaxInterval(60_000));
    if (!settings.watchNamespaces().isEmpty()) {
      configuration.settingNamespaces(settings.watchNamespaces());
    }
    if (settings.watchSelector() != null) {
      configuration.withLabelSelector(settings.watchSelector());
    }
  }

  /** Without its informer the operator is blind, and only a restart helps. */
  private static void informerStopped(SharedIndexInformer<?> informer, Throwable cause) {
    if (cause != null) {
      log.error("the watch of {} has failed for good", informer.getApiTypeClass(), cause);
      Runtime.getRuntime().halt(1);
    }
  }

  private List<String> unreadiness() {
    var reasons = new ArrayList<String>();
    if (!operator.getRuntimeInfo().isStarted()) {
      reasons.add("the operator is not running");
    }
    operator
        .getRuntimeInfo()
        .unhealthyEventSources()
        .forEach(
            (controller, sources) ->
                sources
                    .keySet()
                    .forEach(source -> reasons.add(controller + " waits for " + source)));
    return reasons;
  }
}
