// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.endpoint.Access;
import dev.operators.appmesh.endpoint.AccessKey;
import dev.operators.appmesh.endpoint.AccessKeys;
import dev.operators.appmesh.endpoint.EndpointSettings;
import dev.operators.appmesh.endpoint.Storage;
import dev.operators.appmesh.fixture.MeshEndpoint;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Beside a bench another account in another region, and a connection to it. */
final class SecondAccount implements AutoCloseable {

  static final String REGION = "eu-west-1";
  private static final String ACCOUNT = "210987654321";
  private static final String OPERATORS_NAMESPACE = "appmesh-system";
  private static final String OPERATOR = "appmesh-gateway-operator";

  final MeshEndpoint endpoint;

  /** Name of the connection, and of all else that belongs to it. */
  final String name;

  private final Bench bench;

  /**
   * @param access who may call it
   */
  SecondAccount(Bench bench, Access access) {
    this.bench = bench;
    this.name = bench.namespace;
    this.endpoint =
        new MeshEndpoint(
            new EndpointSettings(
                "127.0.0.1",
                0,
                REGION,
                ACCOUNT,
                List.of("apps"),
                new Storage.Temporary(),
                null,
                Map.of(),
                access,
                null));
  }

  /** One that the operator's own key may call, and one more. */
  static SecondAccount of(Bench bench, String id, String secret) {
    return new SecondAccount(
        bench,
        new Access.Keys(
            new AccessKeys(
                Map.of(
                    "test",
                    new AccessKey("test", "test", false),
                    id,
                    new AccessKey(id, secret, false)))));
  }

  static String arn(String name) {
    return "arn:aws:appmesh:" + REGION + ":" + ACCOUNT + ":mesh/apps/virtualGateway/" + name;
  }

  /** Makes a connection that every namespace may use, with these members more. */
  void connect(Map<String, Object> members) {
    var spec = new HashMap<String, Object>();
    spec.put("region", REGION);
    spec.put("endpointUrl", endpoint.uri().toString());
    spec.put("namespaceSelector", Map.of());
    spec.putAll(members);
    var connection = new AppMeshConnection();
    connection.setMetadata(new ObjectMetaBuilder().withName(name).build());
    connection.setSpec(spec);
    bench.client().resource(connection).create();
  }

  /** Changes members of the connection's spec. */
  void change(UnaryOperator<Map<String, Object>> change) {
    bench
        .client()
        .resources(AppMeshConnection.class)
        .withName(name)
        .edit(
            it -> {
              it.setSpec(change.apply(new HashMap<>(it.getSpec())));
              return it;
            });
  }

  void disconnect() {
    bench.client().resources(AppMeshConnection.class).withName(name).delete();
  }

  /** Makes the Secret with this key for the shipped operator, or changes it. */
  void storeKey(String id, String secret) {
    storeKey(OPERATORS_NAMESPACE, id, secret);
  }

  /** The same for an operator in this namespace. */
  void storeKey(String namespace, String id, String secret) {
    bench
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .addToStringData("AWS_ACCESS_KEY_ID", id)
                .addToStringData("AWS_SECRET_ACCESS_KEY", secret)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** Lets the operator get the Secret, as docs/connections.md says. */
  void permitSecret() {
    var metadata =
        new ObjectMetaBuilder().withNamespace(OPERATORS_NAMESPACE).withName(name).build();
    bench
        .client()
        .resource(
            new RoleBuilder()
                .withMetadata(metadata)
                .addNewRule()
                .addToApiGroups("")
                .addToResources("secrets")
                .addToResourceNames(name)
                .addToVerbs("get")
                .endRule()
                .build())
        .create();
    bench
        .client()
        .resource(
            new RoleBindingBuilder()
                .withMetadata(metadata)
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject("", "ServiceAccount", OPERATOR, OPERATORS_NAMESPACE)
                .build())
        .create();
  }

  /** Gives the bench's namespace a label, or takes it off where {@code value} is empty. */
  void label(String key, String value) {
    bench
        .client()
        .namespaces()
        .withName(bench.namespace)
        .edit(
            it -> {
              var builder = new NamespaceBuilder(it).editMetadata();
              return (value.isEmpty()
                      ? builder.removeFromLabels(key)
                      : builder.addToLabels(key, value))
                  .endMetadata()
                  .build();
            });
  }

  @Override
  public void close() {
    disconnect();
    endpoint.close();
  }
}
