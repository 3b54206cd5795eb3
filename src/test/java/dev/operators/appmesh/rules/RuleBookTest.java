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

  private static Map<String, Object> gateway(String name, Map<String, Object> spec) {
    return Map.of("metadata", Map.of("name", name), "spec", spec);
  }

  private static Map<String, Object> spec() {
    return new HashMap<>(Map.of("meshName", "apps", "listeners", List.of(listener(80))));
  }

  private static Map<String, Object> listener(int port) {
    return Map.of("portMapping", Map.of("port", port, "protocol", "http"));
  }
}
