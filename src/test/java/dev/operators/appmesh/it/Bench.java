// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.fixture.MeshEndpoint;
import dev.operators.appmesh.kube.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What every scenario stands on: a cluster, a namespace and a mesh of its own, an endpoint. */
final class Bench implements AutoCloseable {

  /** How long anything may take that has no delay of its own. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final TestCluster cluster = TestCluster.shared();
  final String namespace;
  final MeshEndpoint endpoint;

  /**
   * @param name for the namespace and the mesh
   * @param meshes meshes that the endpoint has
   */
  Bench(String name, String... meshes) {
    this(name, new MeshEndpoint(meshes));
  }

  private Bench(String name, MeshEndpoint endpoint) {
    namespace = cluster.newNamespace(name);
    this.endpoint = endpoint;
  }

  /** Another namespace, with this bench's endpoint; closing either closes that. */
  Bench beside(String name) {
    return new Bench(name, endpoint);
  }

  KubernetesClient client() {
    return cluster.client();
  }

  Operators operator() {
    return Operators.start(this);
  }

  VirtualGateway create(VirtualGateway resource) {
    return client().resource(resource).create();
  }

  Resource<VirtualGateway> resource(String name) {
    return client().resources(VirtualGateway.class).inNamespace(namespace).withName(name);
  }

  List<VirtualGateway> all() {
    return client().resources(VirtualGateway.class).inNamespace(namespace).list().getItems();
  }

  Optional<VirtualGateway> find(String name) {
    return Optional.ofNullable(resource(name).get());
  }

  VirtualGateway get(String name) {
    return find(name).orElseThrow();
  }

  VirtualGatewayStatus status(String name) {
    return Optional.ofNullable(get(name).getStatus()).orElse(VirtualGatewayStatus.EMPTY);
  }

  /** Changes the resource as a user would. */
  VirtualGateway edit(String name, UnaryOperator<VirtualGateway> change) {
    return resource(name).edit(change);
  }

  /** Sets one of the operator's annotations, or takes it off where {@code value} is null. */
  void annotate(String name, String annotation, @Nullable String value) {
    edit(
        name,
        it -> {
          var all = new HashMap<String, String>();
          if (it.getMetadata().getAnnotations() != null) {
            all.putAll(it.getMetadata().getAnnotations());
          }
          var key = "appmesh.operators.dev/" + annotation;
          if (value == null) {
            all.remove(key);
          } else {
            all.put(key, value);
          }
          it.getMetadata().setAnnotations(all);
          return it;
        });
  }

  /** Creates or changes the resource, as {@code kubectl apply --server-side} would. */
  void apply(VirtualGateway resource) {
    client().resource(resource).forceConflicts().serverSideApply();
  }

  void delete(String name) {
    resource(name).delete();
  }

  /** Waits until the resource is Ready and its newest generation is applied. */
  VirtualGateway awaitReady(String name) {
    return await(name, Bench::isReady);
  }

  /** Waits until Synced has this reason. */
  VirtualGateway awaitReason(String name, String reason) {
    return await(
        name, resource -> reason.equals(synced(resource).map(Condition::reason).orElse("")));
  }

  VirtualGateway await(String name, Predicate<VirtualGateway> condition) {
    return Awaitility.await(name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get(name), condition);
  }

  /** Deletes all resources in one request, as the end of their namespace would. */
  void deleteAll() {
    var path = "/apis/appmesh.operators.dev/v1beta1/namespaces/" + namespace + "/virtualgateways";
    cluster.kubectl().run("delete", "--raw", path).orThrow();
  }

  void awaitGone(String name) {
    Awaitility.await(name + " gone")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> find(name).isEmpty());
  }

  static boolean isReady(VirtualGateway resource) {
    return condition(resource, "Ready").filter(it -> it.status().equals("True")).isPresent()
        && synced(resource)
            .filter(it -> it.status().equals("True"))
            .filter(it -> resource.getMetadata().getGeneration().equals(it.observedGeneration()))
            .isPresent();
  }

  static Optional<Condition> synced(VirtualGateway resource) {
    return condition(resource, "Synced");
  }

  static Optional<Condition> condition(VirtualGateway resource, String type) {
    return Optional.ofNullable(resource.getStatus())
        .map(VirtualGatewayStatus::conditions)
        .flatMap(all -> all.stream().filter(it -> it.type().equals(type)).findFirst());
  }

  /** Waits for these Events about a resource, as {@code type reason}, and no others. */
  void awaitEvents(String name, String... events) {
    Awaitility.await("Events of " + name)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(events(name)).containsExactlyInAnyOrder(events));
  }

  /** How many Events there are in the namespace. */
  int eventsIn() {
    return client().v1().events().inNamespace(namespace).list().getItems().size();
  }

  private List<String> events(String name) {
    return client().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getName().equals(name))
        .map(event -> event.getType() + " " + event.getReason())
        .toList();
  }

  /** Writes to the statuses of VirtualGateways that the API server has answered. */
  double statusWrites() {
    return cluster.requests(WRITES, "virtualgateways", "status");
  }

  private static final String WRITES = "POST|PUT|PATCH|APPLY|DELETE|DELETECOLLECTION";

  /** Writes to VirtualGateway objects that the API server has answered, by whomever. */
  double writes() {
    return cluster.requests(WRITES, "virtualgateways", "") + statusWrites();
  }

  /** Writes to anything that the operator may write. */
  double allWrites() {
    return writes() + cluster.requests(WRITES, "events", "");
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
