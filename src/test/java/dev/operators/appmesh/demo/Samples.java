// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.demo;

import dev.operators.appmesh.kube.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The gateways of {@code config/samples}, from {@code kubectl apply} until they are ready.
 *
 * @param cluster where they are applied
 * @param more files that are applied with them
 */
public record Samples(TestCluster cluster, List<Path> more) {

  private static final String NAMESPACE = "default";

  /** Those of the folder alone. */
  public Samples(TestCluster cluster) {
    this(cluster, List.of());
  }

  /** Applies them and prints each as it turns ready; false if the time is over before all are. */
  public boolean applied(Duration limit) throws InterruptedException, ExecutionException {
    var files = new ArrayList<>(List.of("config/samples"));
    more.forEach(file -> files.add(file.toString()));
    var command = new ArrayList<>(List.of("apply", "-o", "name"));
    files.forEach(file -> command.addAll(List.of("-f", file)));
    var names = cluster.kubectl().run(command.toArray(String[]::new)).orThrow();
    var waiting = ConcurrentHashMap.<String>newKeySet();
    names
        .lines()
        .filter(name -> name.startsWith("virtualgateway."))
        .map(name -> name.substring(name.indexOf('/') + 1))
        .forEach(waiting::add);
    System.out.printf("%nApplied %s, as kubectl apply -f would:%n", String.join(" and ", files));
    var all =
        gateways().inNamespace(NAMESPACE).informOnCondition(found -> noneIsLeft(waiting, found));
    try {
      all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      waiting.forEach(this::printReasons);
      return false;
    } finally {
      all.cancel(true);
    }
  }

  private static boolean noneIsLeft(Set<String> waiting, List<GenericKubernetesResource> found) {
    found.stream()
        .filter(gateway -> "True".equals(condition(gateway, "Ready").get("status")))
        .filter(gateway -> waiting.remove(gateway.getMetadata().getName()))
        .forEach(
            gateway ->
                System.out.printf(
                    "  %-8s %-7s %s%n",
                    gateway.getMetadata().getName(),
                    gateway.<@Nullable Object>get("status", "status"),
                    gateway.<@Nullable Object>get("status", "arn")));
    return waiting.isEmpty();
  }

  private void printReasons(String name) {
    var gateway = gateways().inNamespace(NAMESPACE).withName(name).get();
    System.out.printf("  %s is not ready:%n", name);
    for (var type : List.of("Ready", "Synced", "Stalled")) {
      var condition = gateway == null ? Map.of() : condition(gateway, type);
      if (!condition.isEmpty()) {
        System.out.printf(
            "    %s=%s %s: %s%n",
            type, condition.get("status"), condition.get("reason"), condition.get("message"));
      }
    }
  }

  private static Map<?, ?> condition(GenericKubernetesResource gateway, String type) {
    @Nullable List<Map<?, ?>> conditions = gateway.get("status", "conditions");
    return Optional.ofNullable(conditions).orElse(List.of()).stream()
        .filter(condition -> type.equals(condition.get("type")))
        .findFirst()
        .orElse(Map.of());
  }

  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      gateways() {
    return cluster
        .client()
        .genericKubernetesResources("appmesh.operators.dev/v1beta1", "VirtualGateway");
  }
}
