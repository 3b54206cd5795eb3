// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.operators.appmesh.RandomSpecs;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomSpecsTest {

  private static final int SPECS = 1000;

  private final RuleBook book = RuleBook.shipped();

  @Test
  void ruleBookAcceptsValidSpecs() {
    var specs = new RandomSpecs(1);
    for (int i = 0; i < SPECS; i++) {
      var spec = specs.valid();
      assertThat(check(spec)).as("spec %d: %s", i, spec).isEmpty();
    }
  }

  @Test
  void ruleBookRefusesInvalidSpecs() {
    var specs = new RandomSpecs(2);
    for (int i = 0; i < SPECS; i++) {
      var spec = specs.invalid();
      assertThat(check(spec)).as("spec %d: %s", i, spec).isNotEmpty();
    }
  }

  @Test
  void everyMemberOfTheApiIsGenerated() {
    var specs = new RandomSpecs(3);
    var seen = new LinkedHashSet<String>();
    IntStream.range(0, SPECS).forEach(i -> collectMembers(specs.valid(), "", seen));
    var known = new LinkedHashSet<String>();
    collectMembers(RandomSpecs.schema(), "", known);
    assertThat(known).hasSizeGreaterThan(60);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void oneRuleBookServesManyThreads() {
    var specs = new RandomSpecs(4);
    var some = IntStream.range(0, 500).mapToObj(i -> specs.valid()).toList();
    var others = IntStream.range(0, 500).mapToObj(i -> specs.invalid()).toList();
    assertThat(some.parallelStream().allMatch(spec -> check(spec).isEmpty())).isTrue();
    assertThat(others.parallelStream().noneMatch(spec -> check(spec).isEmpty())).isTrue();
  }

  private List<Violation> check(Map<String, Object> api) {
    var spec = new HashMap<>(api);
    spec.put("meshName", "apps");
    return book.check(Map.of("metadata", Map.of("name", "edge"), "spec", spec));
  }

  private static void collectMembers(Object value, String path, Set<String> members) {
    if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            members.add(path + "." + name);
            collectMembers(member, path + "." + name, members);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(item -> collectMembers(item, path, members));
    }
  }

  private static void collectMembers(JsonNode schema, String path, Set<String> members) {
    for (var member : schema.path("properties").properties()) {
      members.add(path + "." + member.getKey());
      collectMembers(member.getValue(), path + "." + member.getKey(), members);
    }
    if (schema.has("items")) {
      collectMembers(schema.path("items"), path, members);
    }
  }
}
