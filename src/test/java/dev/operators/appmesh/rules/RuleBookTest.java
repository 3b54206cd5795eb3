// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Manifests;
import dev.operators.appmesh.Manifests.Manifest;
import java.util.ArrayList;
import java.util.Collections;
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
  void noMoreThanAHundredViolationsAreListed() {
    var spec = spec();
    for (int i = 0; i < 50_000; i++) {
      spec.put("unknown" + i, i);
    }

    var violations = book.check(gateway("edge", spec));

    assertThat(violations).hasSize(101);
    assertThat(violations.getLast())
        .hasToString(": Invalid value: 49900 more violations: correct these first");
  }

  @Test
  void resourceThatNoApiServerStoresIsNotChecked() {
    var spec = spec();
    spec.put("listeners", Collections.nCopies(100_000, Map.of()));

    assertThat(book.check(gateway("edge", spec)))
        .singleElement()
        .hasToString(
            "spec: Too long: more than 100000 values: the API server stores no object so large");
    assertThat(book.checkManifest(gateway("edge", spec))).hasSize(1);
  }

  /** The pattern of names would go one level deeper with each dot. */
  @Test
  void longNamesAreRefused() {
    var name = "a.".repeat(1_000_000) + "a";
    var manifest = new HashMap<>(gateway("edge", spec()));
    manifest.putAll(
        Map.of("apiVersion", "appmesh.operators.dev/v1beta1", "kind", "VirtualGateway"));

    for (var metadata :
        List.of(
            Map.of("name", name),
            Map.of("name", "edge", "namespace", name),
            Map.of("name", "edge", "labels", Map.of(name + "/a", "a")),
            Map.of("name", "edge", "labels", Map.of("a", name)),
            Map.of("name", "edge", "finalizers", List.of(name)))) {
      manifest.put("metadata", metadata);
      assertThat(book.checkManifest(manifest)).as(metadata.keySet().toString()).isNotEmpty();
    }
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
