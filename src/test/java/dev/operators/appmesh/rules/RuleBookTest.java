// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Manifests;
import dev.operators.appmesh.Manifests.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleBookTest {

  private final RuleBook book = RuleBook.shipped();

  static Stream<Manifest> acceptsValidManifests() {
    return Manifests.valid().stream();
  }

  static Stream<Manifest> refusesInvalidManifests() {
    return Manifests.invalid().stream();
  }

  @ParameterizedTest
  @MethodSource
  void acceptsValidManifests(Manifest manifest) {
    assertThat(book.check(manifest.resource())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void refusesInvalidManifests(Manifest manifest) {
    assertThat(book.check(manifest.resource()))
        .extracting(Violation::toString)
        .anyMatch(violation -> violation.contains(manifest.expected()));
  }

  @Test
  void nullMemberCountsAsAbsent() {
    var spec = spec();
    spec.put("logging", null);
    spec.put("meshOwner", null);
    assertThat(book.check(gateway("edge", spec))).isEmpty();
  }

  @Test
  void nullItemIsRefused() {
    var spec = spec();
    var listeners = new ArrayList<Object>();
    listeners.add(null);
    spec.put("listeners", listeners);
    assertThat(book.check(gateway("edge", spec)))
        .extracting(Violation::path)
        .containsExactly("spec.listeners[0]");
  }

  @Test
  void specIsRequired() {
    assertThat(book.check(Map.of("metadata", Map.of("name", "edge"))))
        .containsExactly(new Violation("spec", "Required value"));
  }

  @Test
  void nameWithATrailingLineBreakIsRefused() {
    var spec = spec();
    spec.put("meshName", "apps\n");
    assertThat(book.check(gateway("edge", spec))).hasSize(1);
  }

  @Test
  void allViolationsAreReportedAtOnce() {
    Map<String, Object> spec = Map.of("meshName", "a/b", "listeners", List.of(), "bogus", 1);
    assertThat(book.check(gateway("edge", spec)))
        .extracting(Violation::path)
        .containsExactlyInAnyOrder("spec.meshName", "spec.listeners", "spec.bogus");
  }

  @Test
  void nestingIsBounded() {
    Map<String, Object> deep = Map.of();
    for (int i = 0; i < 100_000; i++) {
      deep = Map.of("deeper", deep);
    }
    assertThat(book.check(gateway("edge", deep))).hasSize(1);
  }

  @Test
  void meshNameCannotChange() {
    var after = spec();
    after.put("meshName", "other");
    assertThat(book.checkUpdate(gateway("edge", spec()), gateway("edge", after)))
        .extracting(Violation::toString)
        .containsExactly(
            "spec.meshName: Invalid value: \"other\": meshName cannot be changed: write the old"
                + " value, or make a new VirtualGateway");
  }

  @Test
  void meshOwnerCannotComeGoOrChange() {
    var without = gateway("edge", spec());
    var with = gateway("edge", with("meshOwner", "123456789012"));
    var other = gateway("edge", with("meshOwner", "210987654321"));
    assertThat(book.checkUpdate(with, with)).isEmpty();
    assertThat(book.checkUpdate(without, with)).hasSize(1);
    assertThat(book.checkUpdate(with, without)).hasSize(1);
    assertThat(book.checkUpdate(with, other))
        .extracting(Violation::path)
        .containsExactly("spec.meshOwner");
  }

  @Test
  void connectionCannotComeGoOrChange() {
    var without = gateway("edge", spec());
    var with = gateway("edge", with("connectionRef", Map.of("name", "shop")));
    var other = gateway("edge", with("connectionRef", Map.of("name", "bank")));
    assertThat(book.checkUpdate(with, with)).isEmpty();
    assertThat(book.checkUpdate(without, with)).hasSize(1);
    assertThat(book.checkUpdate(with, without)).hasSize(1);
    assertThat(book.checkUpdate(with, other))
        .extracting(Violation::path)
        .containsExactly("spec.connectionRef");
  }

  @Test
  void defaultNameMayBeSetExplicitlyButNotChanged() {
    var unnamed = gateway("edge", spec());
    var named = gateway("edge", with("virtualGatewayName", "edge"));
    var other = gateway("edge", with("virtualGatewayName", "other"));
    assertThat(book.checkUpdate(unnamed, named)).isEmpty();
    assertThat(book.checkUpdate(named, unnamed)).isEmpty();
    assertThat(book.checkUpdate(unnamed, other)).hasSize(1);
    assertThat(book.checkUpdate(other, named))
        .extracting(Violation::path)
        .containsExactly("spec.virtualGatewayName");
  }

  @Test
  void membersOtherThanIdentityMayChange() {
    var after = with("tags", List.of(Map.of("key", "team", "value", "edge")));
    after.put("listeners", List.of(listener(81)));
    assertThat(book.checkUpdate(gateway("edge", spec()), gateway("edge", after))).isEmpty();
  }

  private static Map<String, Object> gateway(String name, Map<String, Object> spec) {
    return Map.of("metadata", Map.of("name", name), "spec", spec);
  }

  private static Map<String, Object> with(String member, Object value) {
    var spec = spec();
    spec.put(member, value);
    return spec;
  }

  private static Map<String, Object> spec() {
    return new HashMap<>(Map.of("meshName", "apps", "listeners", List.of(listener(80))));
  }

  private static Map<String, Object> listener(int port) {
    return Map.of("portMapping", Map.of("port", port, "protocol", "http"));
  }
}
