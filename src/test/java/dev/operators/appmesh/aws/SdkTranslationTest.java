// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.RandomSpecs;
import dev.operators.appmesh.model.SpecTree;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayListener;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewaySpec;

class SdkTranslationTest {

  /** Another seed tries other specs: {@code -Dspecs.seed=7}. */
  private static final long SEED = Long.getLong("specs.seed", 20260930);

  @Test
  void specsSurviveARoundTrip() {
    var specs = new RandomSpecs(SEED);
    for (int i = 0; i < 500; i++) {
      var spec = new SpecTree(specs.valid());
      assertThat(SdkTranslation.toTree(SdkTranslation.toSdk(spec)))
          .as("spec %d of seed %d", i, SEED)
          .isEqualTo(spec);
    }
  }

  static Stream<Map<String, Object>> emptyMembersStayEmpty() {
    return Stream.of(
        Map.of(),
        Map.of("listeners", List.of()),
        Map.of("listeners", List.of(Map.of())),
        Map.of("backendDefaults", Map.of()),
        Map.of(
            "backendDefaults", Map.of("clientPolicy", Map.of("tls", Map.of("ports", List.of())))),
        Map.of("logging", Map.of("accessLog", Map.of("file", Map.of("path", "")))));
  }

  @ParameterizedTest
  @MethodSource
  void emptyMembersStayEmpty(Map<String, Object> members) {
    var spec = new SpecTree(members);

    assertThat(SdkTranslation.toTree(SdkTranslation.toSdk(spec))).isEqualTo(spec);
  }

  @Test
  void absentSpecIsEmpty() {
    assertThat(SdkTranslation.toTree(null)).isEqualTo(SpecTree.EMPTY);
    assertThat(SdkTranslation.toTree(VirtualGatewaySpec.builder().build()))
        .isEqualTo(SpecTree.EMPTY);
  }

  @Test
  void membersAreSetInTheSdkType() {
    var spec =
        new SpecTree(
            Map.of(
                "listeners",
                List.of(Map.of("portMapping", Map.of("port", 80, "protocol", "http")))));

    assertThat(SdkTranslation.toSdk(spec))
        .isEqualTo(
            VirtualGatewaySpec.builder()
                .listeners(
                    VirtualGatewayListener.builder()
                        .portMapping(mapping -> mapping.port(80).protocol("http"))
                        .build())
                .build());
  }

  static Stream<Arguments> wrongTypeIsRefusedWithItsPath() {
    return Stream.of(
        arguments(Map.of("bogus", 1), "spec.bogus is not a member"),
        arguments(
            listener(Map.of("tls", Map.of("mood", "x"))), "spec.listeners[1].tls.mood is not a"),
        arguments(Map.of("listeners", Map.of()), "spec.listeners must be of type List"),
        arguments(Map.of("listeners", List.of("x")), "spec.listeners[0] must be an object"),
        arguments(Map.of("logging", List.of()), "spec.logging must be an object, not []"),
        arguments(
            listener(Map.of("portMapping", Map.of("port", "80"))),
            "spec.listeners[1].portMapping.port must be of type Integer, not 80"),
        arguments(
            listener(Map.of("portMapping", Map.of("port", 2147483648L))),
            "spec.listeners[1].portMapping.port must be of type Integer, not 2147483648"),
        arguments(
            listener(Map.of("portMapping", Map.of("port", 80.5))),
            "spec.listeners[1].portMapping.port must be of type Integer, not 80.5"),
        arguments(
            listener(Map.of("tls", Map.of("mode", true))),
            "spec.listeners[1].tls.mode must be of type String, not true"),
        arguments(
            Map.of(
                "backendDefaults", Map.of("clientPolicy", Map.of("tls", Map.of("enforce", "x")))),
            "spec.backendDefaults.clientPolicy.tls.enforce must be of type Boolean, not x"));
  }

  @ParameterizedTest
  @MethodSource
  void wrongTypeIsRefusedWithItsPath(Map<String, Object> members, String message) {
    assertThatThrownBy(() -> SdkTranslation.toSdk(new SpecTree(members)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static Map<String, Object> listener(Map<String, Object> second) {
    return Map.of("listeners", List.of(Map.of(), second));
  }
}
