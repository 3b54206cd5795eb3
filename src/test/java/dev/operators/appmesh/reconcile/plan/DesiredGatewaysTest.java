// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.OWNER;
import static dev.operators.appmesh.reconcile.TestGateways.UID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.TestGateways;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DesiredGatewaysTest {

  private static final String NO_TAGS = "spec.tags must be a list of key and value";

  private final DesiredGateways gateways = new DesiredGateways("c1", Tags.NONE);

  @Test
  void everythingIsRead() {
    var spec =
        Map.of(
            "meshName",
            "apps",
            "meshOwner",
            "123456789012",
            "virtualGatewayName",
            "edge",
            "listeners",
            List.of(),
            "fromTheFuture",
            1,
            "management",
            Map.of("mode", "Plan"),
            "tags",
            List.of(tag("team", "edge"), tag("empty", "")));

    assertThat(gateways.read(TestGateways.resource(spec)))
        .isEqualTo(
            new DesiredGateways.Reading.Legible(
                new DesiredGateway(
                    new GatewayKey("apps", "123456789012", "edge"),
                    new SpecTree(Map.of("listeners", List.of(), "fromTheFuture", 1)),
                    Tags.of(Map.of("team", "edge", "empty", "")),
                    OWNER,
                    UID,
                    GENERATION)));
  }

  @Test
  void nameIsTheResourcesUnlessGiven() {
    assertThat(gateways.read(TestGateways.resource(Map.of("meshName", "apps"))))
        .isEqualTo(
            new DesiredGateways.Reading.Legible(
                new DesiredGateway(
                    new GatewayKey("apps", null, "ingress"),
                    SpecTree.EMPTY,
                    Tags.NONE,
                    OWNER,
                    UID,
                    GENERATION)));
  }

  static Stream<Arguments> unreadableFieldIsNamed() {
    return Stream.of(
        arguments(Map.of(), "spec.meshName is missing"),
        arguments(Map.of("meshName", 1), "spec.meshName must be a string, not 1"),
        arguments(with("meshOwner", 123456789012L), "spec.meshOwner must be a string, not 1234567"),
        arguments(with("virtualGatewayName", List.of()), "spec.virtualGatewayName must be a str"),
        arguments(with("tags", "none"), NO_TAGS),
        arguments(with("tags", Map.of("team", "edge")), NO_TAGS),
        arguments(with("tags", List.of("team")), NO_TAGS),
        arguments(with("tags", List.of(Map.of("value", "edge"))), NO_TAGS),
        arguments(with("tags", List.of(Map.of("key", "team"))), NO_TAGS),
        arguments(with("tags", Arrays.asList(tag("team", "edge"), null)), NO_TAGS));
  }

  @ParameterizedTest
  @MethodSource
  void unreadableFieldIsNamed(Map<String, Object> spec, String problem) {
    var reading = gateways.read(TestGateways.resource(spec));

    assertThat(((DesiredGateways.Reading.Illegible) reading).problem()).startsWith(problem);
  }

  @Test
  void defaultTagsAreFilledInAndYieldToTheResources() {
    var defaults =
        Tags.of(
            Map.of(
                "from",
                "%NAMESPACE%/%NAME%",
                "team",
                "nobody",
                "plain",
                "%",
                "twice",
                "%NAME%%NAME%"));
    var spec = with("tags", List.of(tag("team", "edge")));

    var reading = new DesiredGateways("c1", defaults).read(TestGateways.resource(spec));

    assertThat(((DesiredGateways.Reading.Legible) reading).desired().tags())
        .isEqualTo(
            Tags.of(
                Map.of(
                    "from",
                    "shop/ingress",
                    "team",
                    "edge",
                    "plain",
                    "%",
                    "twice",
                    "ingressingress")));
  }

  @Test
  void missingSpecIsNamed() {
    assertThat(gateways.read(TestGateways.resource(null)))
        .isEqualTo(new DesiredGateways.Reading.Illegible("spec is missing"));
  }

  private static Map<String, Object> with(String member, Object value) {
    return Map.of("meshName", "apps", member, value);
  }

  private static Map<String, Object> tag(String key, String value) {
    return Map.of("key", key, "value", value);
  }
}
