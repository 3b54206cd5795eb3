// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.ops.LeaderElection;
import dev.operators.appmesh.ops.ListenAddress;
import dev.operators.appmesh.ops.OperatorApp;
import dev.operators.appmesh.ops.Settings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An operator in this process, with the rights of the ServiceAccount that it is shipped with. */
final class Operators implements AutoCloseable {

  private static final Duration HOURLY = Duration.ofHours(1);
  private static final Duration FULL_RESYNC = Duration.ofHours(10);
  private static final Duration RETIRED_AFTER = Duration.ofMinutes(10);

  private final KubernetesClient kubernetes;
  private final OperatorApp app;

  private Operators(KubernetesClient kubernetes, OperatorApp app) {
    this.kubernetes = kubernetes;
    this.app = app;
  }

  /**
   * Watches one namespace only, so that tests do not meet; sweeps at its start, and then hourly.
   */
  static Operators start(Bench bench) {
    return start(bench, builder -> {});
  }

  /**
   * @param http changes how it talks to the API server
   */
  static Operators start(Bench bench, Consumer<HttpClient.Builder> http) {
    return start(bench.cluster, settings(bench, HOURLY, Map.of()), http);
  }

  /** Sweeps every {@code driftInterval}. */
  static Operators sweeping(Bench bench, Duration driftInterval) {
    return start(bench.cluster, settings(bench, driftInterval, Map.of()), builder -> {});
  }

  /**
   * Calls {@code endpoint}, sweeps every 5 s, and tells every resource when nobody has answered for
   * {@code retiredAfter}.
   */
  static Operators retiring(Bench bench, URI endpoint, Duration retiredAfter) {
    var settings =
        settings(
            endpoint,
            null,
            Set.of(bench.namespace),
            Duration.ofSeconds(5),
            FULL_RESYNC,
            retiredAfter,
            Map.of());
    return start(bench.cluster, settings, builder -> {});
  }

  /** With these default tags. */
  static Operators tagging(Bench bench, Map<String, String> resourceTags) {
    var settings = settings(bench, HOURLY, resourceTags);
    return start(bench.cluster, settings, builder -> {});
  }

  /** Compares everything every {@code fullResync}. */
  static Operators resyncing(Bench bench, Duration fullResync) {
    var settings =
        settings(
            bench.endpoint.uri(),
            null,
            Set.of(bench.namespace),
            HOURLY,
            fullResync,
            RETIRED_AFTER,
            Map.of());
    return start(bench.cluster, settings, builder -> {});
  }

  /** For a cluster with this id whose namespaces are those of {@code benches}, on one endpoint. */
  static Operators ofCluster(String id, Bench... benches) {
    var namespaces = Stream.of(benches).map(it -> it.namespace).collect(Collectors.toSet());
    var settings =
        settings(
            benches[0].endpoint.uri(),
            id,
            namespaces,
            HOURLY,
            FULL_RESYNC,
            RETIRED_AFTER,
            Map.of());
    return start(benches[0].cluster, settings, builder -> {});
  }

  private static Operators start(
      TestCluster cluster, Settings settings, Consumer<HttpClient.Builder> http) {
    var config = Config.fromKubeconfig(cluster.operatorKubeconfig().toFile());
    config.setMaxConcurrentRequests(512);
    config.setMaxConcurrentRequestsPerHost(512);
    var kubernetes =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientBuilderConsumer(http)
            .build();
    return new Operators(kubernetes, OperatorApp.start(settings, kubernetes));
  }

  private static Settings settings(
      Bench bench, Duration driftInterval, Map<String, String> resourceTags) {
    return settings(
        bench.endpoint.uri(),
        null,
        Set.of(bench.namespace),
        driftInterval,
        FULL_RESYNC,
        RETIRED_AFTER,
        resourceTags);
  }

  private static Settings settings(
      URI endpoint,
      @Nullable String clusterId,
      Set<String> namespaces,
      Duration driftInterval,
      Duration fullResync,
      Duration retiredAfter,
      Map<String, String> resourceTags) {
    return new Settings(
        "us-west-2",
        endpoint,
        false,
        clusterId,
        resourceTags,
        namespaces,
        null,
        driftInterval,
        fullResync,
        retiredAfter,
        64,
        0,
        0,
        new ListenAddress("127.0.0.1", 0),
        LeaderElection.OFF);
  }

  /** Where health and metrics are. */
  URI management() {
    return URI.create("http://127.0.0.1:" + app.managementPort());
  }

  @Override
  public void close() {
    app.close();
    kubernetes.close();
  }
}
