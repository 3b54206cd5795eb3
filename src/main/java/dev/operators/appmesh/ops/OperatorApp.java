// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.aws.AppMeshClients;
import dev.operators.appmesh.aws.AppMeshService;
import dev.operators.appmesh.reconcile.VirtualGatewayReconciler;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/**
 * The operator, wired: the only place that knows all its parts, and in which order they start and
 * stop.
 */
public final class OperatorApp implements AutoCloseable {

  /** How long a stop waits for what is under way. */
  public static final Duration GRACE = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(OperatorApp.class);

  private final AppMeshClient appMesh;
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
    appMesh =
        AppMeshClients.client(
            settings.awsRegion(), settings.awsEndpointUrl(), settings.maxConcurrentReconciles());
    operator = operator(settings, kubernetes, MicrometerMetricsV2.newBuilder(metrics).build());
    operator.register(
        new VirtualGatewayReconciler(
            new AppMeshService(appMesh),
            kubernetes,
            clusterId(settings, kubernetes),
            settings.fullResyncInterval(),
            InstantSource.system(),
            RandomGenerator.getDefault()),
        configuration -> configure(configuration, settings));
    managementServer = new ManagementServer(settings.listen(), metrics, this::unreadiness);
  }

  /**
   * Starts the operator; answers when its caches are filled and it works.
   *
   * @param kubernetes the cluster; stays the caller's to close
   * @throws StartupException if it cannot work with these settings; the message says what helps
   */
  public static OperatorApp start(Settings settings, KubernetesClient kubernetes) {
    requireResource(settings, kubernetes);
    var app = new OperatorApp(settings, kubernetes);
    try {
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
    appMesh.close();
    gcMetrics.close();
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

  /** Without this, a missing definition or role shows as the framework's stack trace. */
  private static void requireResource(Settings settings, KubernetesClient kubernetes) {
    var all = kubernetes.resources(VirtualGateway.class);
    var one = new ListOptionsBuilder().withLimit(1L).build();
    try {
      if (settings.watchNamespaces().isEmpty()) {
        all.inAnyNamespace().list(one);
      } else {
        settings.watchNamespaces().forEach(namespace -> all.inNamespace(namespace).list(one));
      }
    } catch (KubernetesClientException e) {
      throw new StartupException(
          switch (e.getCode()) {
            case 404 ->
                "the cluster does not know VirtualGateway resources: install them with"
                    + " kubectl apply -f crds/";
            case 401, 403 ->
                "the operator may not list VirtualGateway resources ("
                    + e.getMessage()
                    + "): apply config/rbac.yaml, or narrow --watch-namespace";
            default ->
                "the cluster cannot be reached ("
                    + (e.getCause() == null ? e.getMessage() : e.getCause())
                    + "): check KUBECONFIG, or the pod's service account";
          },
          e);
    }
  }

  private static String clusterId(Settings settings, KubernetesClient kubernetes) {
    var configured = settings.clusterId();
    if (configured != null) {
      return configured;
    }
    try {
      var namespace = kubernetes.namespaces().withName("kube-system").get();
      if (namespace != null) {
        return namespace.getMetadata().getUid();
      }
    } catch (KubernetesClientException e) {
      throw new StartupException(
          "cannot read namespace kube-system, whose uid identifies the cluster: "
              + e.getMessage()
              + ". Check KUBECONFIG and the operator's role, or set --cluster-id.",
          e);
    }
    throw new StartupException(
        "there is no namespace kube-system, whose uid would identify the cluster: set --cluster-id",
        null);
  }

  private List<String> unreadiness() {
    var reasons = new ArrayList<String>();
    if (!operator.getRuntimeInfo().isStarted()) {
      reasons.add("the operator is still starting");
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
