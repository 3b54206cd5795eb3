// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.connect.ConnectionSources;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.ReconcileSlots;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The whole operator: the only place that knows all its parts, and the order in which they start
 * and stop.
 */
public final class OperatorApp implements AutoCloseable {

  /** How long a stop waits for work in progress. */
  public static final Duration GRACE = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(OperatorApp.class);

  private final SdkConnections meshes;
  private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
  private final GatewayController controller;
  private final @Nullable Leadership leadership;
  private final ManagementServer managementServer;

  private OperatorApp(Settings settings, Set<String> openNamespaces, KubernetesClient kubernetes) {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    new UptimeMetrics().bindTo(metrics);
    gcMetrics.bindTo(metrics);
    leadership = leadership(settings, kubernetes, metrics);
    var mandate = leadership == null ? Mandate.UNLIMITED : leadership;
    meshes = new SdkConnections(mandate, metrics, InstantSource.system());
    var slots = new ReconcileSlots(settings.maxConcurrentReconciles(), metrics);
    var knowsConnections = Preflight.knowsConnections(kubernetes);
    var sources = new ConnectionSources(knowsConnections, kubernetes);
    var loop =
        GatewayLoop.of(
            connections(settings, sources),
            sources,
            mandate,
            kubernetes,
            Preflight.clusterId(settings, kubernetes),
            Tags.of(settings.marks().resourceTags()),
            settings.intervals(),
            slots,
            metrics,
            InstantSource.system(),
            new Random());
    metrics.getPrometheusRegistry().register(new ConditionMetrics(loop.resources()));
    var rights =
        new WatchRights(
            watched(settings.watch(), knowsConnections),
            new AccessReviews(kubernetes)::missing,
            InstantSource.system());
    metrics.getPrometheusRegistry().register(rights);
    controller =
        new GatewayController(loop, slots, settings, openNamespaces, rights, kubernetes, metrics);
    managementServer =
        new ManagementServer(
            "--listen",
            settings.listen(),
            metrics,
            controller::unreadiness,
            () ->
                Stream.concat(
                        Stream.of(leadership == null ? "working" : leadership.words()),
                        rights.problems().stream())
                    .collect(Collectors.joining("\n")));
  }

  /** What informers follow with these settings. */
  private static List<WatchedKind> watched(WatchScope scope, boolean knowsConnections) {
    var watched = new ArrayList<WatchedKind>();
    if (scope.namespaces().isEmpty()) {
      watched.add(new WatchedKind(VirtualGateway.class, null));
    }
    scope.namespaces().stream()
        .sorted()
        .forEach(it -> watched.add(new WatchedKind(VirtualGateway.class, it)));
    if (knowsConnections) {
      watched.add(new WatchedKind(AppMeshConnection.class, null));
      watched.add(new WatchedKind(Namespace.class, null));
    }
    return watched;
  }

  /**
   * Starts the operator. Returns when its caches are filled and it works, or stands by.
   *
   * @param kubernetes the client of the cluster; the caller closes it
   * @throws StartupException if it cannot work with these settings; the message says what helps
   */
  public static OperatorApp start(Settings settings, KubernetesClient kubernetes) {
    log.info("connecting to the cluster at {}", kubernetes.getMasterUrl());
    var openNamespaces = Preflight.check(settings, kubernetes);
    var app = new OperatorApp(settings, openNamespaces, kubernetes);
    try {
      app.managementServer.start();
      app.controller.prepare();
      app.work();
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
    log.info(
        "managing virtual gateways at {}, health and metrics on {}:{}",
        settings.aws().endpointUrl() == null ? "AWS" : settings.aws().endpointUrl(),
        settings.listen().host(),
        app.managementPort());
    return app;
  }

  private void work() {
    if (leadership == null) {
      controller.work();
    } else {
      leadership.start(controller::work);
    }
  }

  /** The port for health and metrics. */
  public int managementPort() {
    return managementServer.port();
  }

  /**
   * Stops the operator: accepts no more work, and waits up to {@link #GRACE} for work in progress.
   */
  @Override
  public void close() {
    if (leadership != null) {
      leadership.withdraw();
    }
    controller.close();
    // Only now: until here something was under way.
    if (leadership != null) {
      leadership.close();
    }
    managementServer.close();
    meshes.close();
    gcMetrics.close();
  }

  private static @Nullable Leadership leadership(
      Settings settings, KubernetesClient kubernetes, MeterRegistry metrics) {
    if (!settings.leaderElection().enabled()) {
      return null;
    }
    var name = settings.leaderElection().id(settings.watch());
    var lease =
        new SharedLease(
            kubernetes,
            Preflight.leaseNamespace(settings, kubernetes, name),
            name,
            identity(),
            Leadership.LEASE);
    // Not in order: what is under way must end, too, and a new process knows nothing false.
    var leadership = new Leadership(lease, () -> Runtime.getRuntime().halt(1));
    Gauge.builder("leader.election.master.status", leadership, it -> it.holds() ? 1 : 0)
        .description("1 if this process is the leader, else 0")
        .tag("name", name)
        .register(metrics);
    return leadership;
  }

  /** The pod's name helps those who read the Lease; the UUID makes the identity unique. */
  private static String identity() {
    var host = System.getenv("HOSTNAME");
    var id = UUID.randomUUID().toString();
    return host == null ? id : host + '_' + id;
  }

  private Connections connections(Settings settings, ConnectionSources sources) {
    var own = settings.aws().settings(settings.rates());
    try {
      return sources.connections(meshes, own, settings.grants(), settings.aws().allowUnsafe());
    } catch (SdkClientException e) {
      throw AwsTarget.withoutRegion(e);
    }
  }
}
