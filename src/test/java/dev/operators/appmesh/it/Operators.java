// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.ops.ListenAddress;
import dev.operators.appmesh.ops.OperatorApp;
import dev.operators.appmesh.ops.Settings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** An operator in this process, with the rights of the ServiceAccount that it is shipped with. */
final class Operators implements AutoCloseable {

  private final KubernetesClient kubernetes;
  private final OperatorApp app;

  private Operators(KubernetesClient kubernetes, OperatorApp app) {
    this.kubernetes = kubernetes;
    this.app = app;
  }

  /** Watches one namespace only, so that tests do not meet. */
  static Operators start(TestCluster cluster, MeshEndpoint endpoint, String namespace) {
    return start(cluster, endpoint, namespace, builder -> {});
  }

  /** As {@link #start(TestCluster, MeshEndpoint, String)}, with default tags. */
  static Operators start(
      TestCluster cluster,
      MeshEndpoint endpoint,
      String namespace,
      Map<String, String> resourceTags) {
    return start(cluster, settings(endpoint, namespace, resourceTags), builder -> {});
  }

  /**
   * @param http changes how it talks to the API server
   */
  static Operators start(
      TestCluster cluster,
      MeshEndpoint endpoint,
      String namespace,
      Consumer<HttpClient.Builder> http) {
    return start(cluster, settings(endpoint, namespace, Map.of()), http);
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
      MeshEndpoint endpoint, String namespace, Map<String, String> resourceTags) {
    return new Settings(
        "us-west-2",
        endpoint.uri(),
        false,
        null,
        resourceTags,
        Set.of(namespace),
        null,
        Duration.ofHours(10),
        64,
        new ListenAddress("127.0.0.1", 0));
  }

  @Override
  public void close() {
    app.close();
    kubernetes.close();
  }
}
