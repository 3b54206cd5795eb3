// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.connect.Resolution.Problem;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.model.Permissions;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsTest implements Connections.Cluster {

  private static final ConnectionSettings OWN =
      new ConnectionSettings(
          "us-west-2", null, new ConnectionSettings.Credentials.Own(), null, 0, 0);
  private static final String ARN = "arn:aws:appmesh:%s:1:mesh/apps/virtualGateway/edge";

  private final Map<String, AppMeshConnection> known = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final SdkConnections clients =
      new SdkConnections(Mandate.UNLIMITED, new SimpleMeterRegistry(), InstantSource.system());
  private final Connections connections = connections(this);

  @AfterEach
  void stop() {
    clients.close();
  }

  @Override
  public Optional<AppMeshConnection> connection(String name) {
    return Optional.ofNullable(known.get(name));
  }

  @Override
  public Optional<Map<String, String>> labels(String namespace) {
    return namespace.equals("apps") ? Optional.of(labels) : Optional.empty();
  }

  @Test
  void resourceWithoutReferenceUsesTheOperatorsOwnConnection() {
    var own = clients.connect(MeshConnection.OWN, OWN);

    assertThat(connections.resolve(naming(null), null))
        .isEqualTo(new Resolution.Usable(own, Permissions.DEFAULT));
    assertThat(connections(null).resolve(naming(null), ARN.formatted("anywhere")))
        .isEqualTo(new Resolution.Usable(own, Permissions.DEFAULT));
  }

  @Test
  void connectionNamedDefaultGovernsResourcesWithoutReference() {
    var byLabel = saying("{region: eu-west-1, namespaceSelector: {matchLabels: {m: x}}}");
    byLabel.getMetadata().setName("default");
    known.put("default", byLabel);
    assertThat(connections.name(naming(null))).contains("default");
    assertThat(connections.resolve(naming(null), null))
        .isInstanceOfSatisfying(
            Resolution.Unusable.class,
            it -> assertThat(it.message()).startsWith("Namespace apps may not use"));

    labels.put("m", "x");
    assertThat(connections.resolve(naming(null), null))
        .isInstanceOfSatisfying(
            Resolution.Usable.class, it -> assertThat(it.connection().name()).isEqualTo("default"));

    known.clear();
    assertThat(connections.name(naming(null))).contains(MeshConnection.OWN);
  }

  @Test
  void meshNeedsAGrantButADeletionDoesNot() {
    known.put(
        "shop",
        saying(
            "{region: r, grants: [{namespaceSelector: {}, meshNames: [apps], mayAdopt: true}]}"));
    var granted = naming("shop");
    granted.getSpec().put("meshName", "apps");
    var other = naming("shop");
    other.getSpec().put("meshName", "payments");

    assertThat(connections.resolve(granted, null)).isInstanceOf(Resolution.Usable.class);
    assertThat(connections.resolve(other, null))
        .isInstanceOfSatisfying(
            Resolution.Unusable.class,
            it -> {
              assertThat(it.problem()).isEqualTo(Problem.NOT_ALLOWED);
              assertThat(it.message())
                  .startsWith("Namespace apps may not have gateways in mesh payments:");
            });
    assertThat(connections.forDeletion(other, null)).isInstanceOf(Resolution.Usable.class);
  }

  @Test
  void operatorWithoutConnectionsHasGrantsByTheNamesOfNamespaces() {
    var grants =
        Grants.parse(
            List.of(
                """
                {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "other"}},
                 "meshNames": ["*"]}\
                """));
    var namespaced =
        new Connections(
            clients,
            OWN,
            grants,
            null,
            new ConnectionReader(name -> new KeySecrets.Reading.Missing("none"), false));
    var inOther = naming(null);
    inOther.getMetadata().setNamespace("other");

    assertThat(namespaced.resolve(inOther, null)).isInstanceOf(Resolution.Usable.class);
    assertThat(namespaced.resolve(naming(null), null))
        .isInstanceOfSatisfying(
            Resolution.Unusable.class,
            it -> assertThat(it.message()).startsWith("Namespace apps may not use this operator"));
  }

  @Test
  void missingConnectionIsNotFoundUntilItExists() {
    assertUnusable(Problem.NOT_FOUND, "There is no AppMeshConnection shop. Create it;");

    known.put("shop", saying("{region: eu-west-1, namespaceSelector: {}}"));
    assertThat(usable().name()).isEqualTo("shop");
  }

  @Test
  void selectorAndLabelsMustAgree() {
    known.put("shop", saying("region: eu-west-1"));
    assertUnusable(Problem.NOT_ALLOWED, "Namespace apps may not use AppMeshConnection shop");

    known.put(
        "shop", saying("{region: eu-west-1, namespaceSelector: {matchLabels: {mesh: shop}}}"));
    assertUnusable(Problem.NOT_ALLOWED, "matches the namespace's labels");
    assertThat(clients.all()).as("nothing is made for who may not").hasSize(1);
    labels.put("mesh", "shop");
    assertThat(usable().name()).isEqualTo("shop");
  }

  @Test
  void invalidSelectorMatchesNoNamespace() {
    known.put(
        "shop", saying("{region: eu-west-1, namespaceSelector: {matchLabelz: {mesh: shop}}}"));
    assertUnusable(Problem.NOT_ALLOWED, "matches the namespace's labels");
  }

  @Test
  void invalidConnectionIsReported() {
    known.put("shop", saying("{region: 7, namespaceSelector: {}}"));

    assertUnusable(Problem.UNUSABLE, "AppMeshConnection shop: spec.region must be a string.");
  }

  @Test
  void changedRegionOfAnExistingGatewayIsRefused() {
    known.put("shop", saying("{region: eu-west-1, namespaceSelector: {}}"));
    var stayed = ARN.formatted("us-west-2");

    assertThat(connections.resolve(naming("shop"), stayed))
        .isInstanceOfSatisfying(
            Resolution.Unusable.class,
            it -> assertThat(it.message()).contains(stayed, "is now for region eu-west-1"));
    assertThat(connections.resolve(naming("shop"), ARN.formatted("eu-west-1")))
        .isInstanceOf(Resolution.Usable.class);
  }

  @Test
  void changedSettingsGiveAnotherClient() {
    known.put("shop", saying("{region: eu-west-1, namespaceSelector: {}}"));
    var before = usable();
    assertThat(usable()).isSameAs(before);
    known.put("shop", saying("{region: eu-west-1, maxReadRate: 3, namespaceSelector: {}}"));

    assertThat(connections.inUse())
        .as("even if nobody resolves it")
        .doesNotContain(before)
        .contains(usable());
  }

  @Test
  void deletedConnectionIsForgotten() {
    known.put("shop", saying("{region: eu-west-1, namespaceSelector: {}}"));
    usable();
    known.clear();

    assertThat(connections.inUse())
        .extracting(MeshConnection::name)
        .containsExactly(MeshConnection.OWN);
  }

  @Test
  void operatorWithoutConnectionsReportsIt() {
    assertThat(connections(null).resolve(naming("shop"), null))
        .isInstanceOfSatisfying(
            Resolution.Unusable.class,
            it -> {
              assertThat(it.problem()).isEqualTo(Problem.NOT_ALLOWED);
              assertThat(it.message()).contains("This operator does not use connections");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"connectionRef: shop", "connectionRef: {}", "connectionRef: {name: ''}"})
  void invalidReferenceIsUnusable(String spec) {
    var resource = naming(null);
    resource.setSpec(yaml(spec));

    assertThat(connections.resolve(resource, null))
        .isInstanceOfSatisfying(
            Resolution.Unusable.class, it -> assertThat(it.problem()).isEqualTo(Problem.UNUSABLE));
  }

  private Connections connections(Connections.@Nullable Cluster directory) {
    return new Connections(
        clients,
        OWN,
        Grants.EVERYTHING,
        directory,
        new ConnectionReader(name -> new KeySecrets.Reading.Missing("none"), false));
  }

  private MeshConnection usable() {
    return ((Resolution.Usable) connections.resolve(naming("shop"), null)).connection();
  }

  private void assertUnusable(Problem problem, String words) {
    assertThat(connections.resolve(naming("shop"), null))
        .isInstanceOfSatisfying(
            Resolution.Unusable.class,
            it -> {
              assertThat(it.problem()).isEqualTo(problem);
              assertThat(it.message()).contains(words);
            });
  }

  private static VirtualGateway naming(@Nullable String connection) {
    var resource = new VirtualGateway();
    resource.setMetadata(new ObjectMetaBuilder().withNamespace("apps").withName("edge").build());
    var spec = new HashMap<String, Object>(Map.of("meshName", "apps"));
    if (connection != null) {
      spec.put("connectionRef", Map.of("name", connection));
    }
    resource.setSpec(spec);
    return resource;
  }

  static AppMeshConnection saying(String spec) {
    var connection = new AppMeshConnection();
    connection.setMetadata(new ObjectMetaBuilder().withName("shop").build());
    connection.setSpec(yaml(spec));
    return connection;
  }

  private static Map<String, Object> yaml(String text) {
    try {
      return new YAMLMapper().readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
