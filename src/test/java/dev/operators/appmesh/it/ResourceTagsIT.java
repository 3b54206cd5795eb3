// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Tag;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tags that the operator's settings give to every gateway. */
class ResourceTagsIT {

  private static final Map<String, String> DEFAULTS =
      Map.of("from", "%NAMESPACE%/%NAME%", "team", "nobody");

  @Test
  void defaultTagsFollowTheSettings() {
    try (var env = new TestEnvironment("resource-tags", "apps")) {
      var team = List.of(Map.of("key", "team", "value", "edge"));
      try (var _ = EmbeddedOperator.tagging(env, DEFAULTS)) {
        env.create(Manifest.with(env.gateway("tagged", 80), "tags", team));
        env.awaitReady("tagged");

        assertThat(tags(env))
            .containsExactlyInAnyOrder("team=edge", "from=" + env.namespace + "/tagged");
      }
      try (var _ = env.operator()) {
        env.await("tagged", it -> List.of(new Tag("team", "edge")).equals(it.getStatus().tags()));

        assertThat(tags(env)).containsExactly("team=edge");
      }
    }
  }

  @Test
  void tooManyTagsAreReportedBeforeAnyCall() {
    try (var env = new TestEnvironment("too-many-tags", "apps");
        var _ = EmbeddedOperator.tagging(env, DEFAULTS)) {
      var own = IntStream.range(0, 46).mapToObj(i -> Map.of("key", "k" + i, "value", "v")).toList();
      env.create(Manifest.with(env.gateway("many", 80), "tags", own));

      var refused = env.awaitReason("many", "InvalidSpec");

      assertThat(TestEnvironment.synced(refused).orElseThrow().message())
          .contains("would have 52 tags", "take 2 off spec.tags");
      assertThat(env.endpoint.calls()).isEmpty();
      env.edit("many", it -> Manifest.with(it, "tags", own.subList(0, 44)));
      env.awaitReady("many");
    }
  }

  private static List<String> tags(TestEnvironment env) {
    var arn = env.status("tagged").arn();
    return env.endpoint.sdk.listTagsForResource(it -> it.resourceArn(arn)).tags().stream()
        .filter(tag -> !tag.key().startsWith("appmesh.operators.dev/"))
        .map(tag -> tag.key() + "=" + tag.value())
        .toList();
  }
}
