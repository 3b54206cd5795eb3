// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Tag;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.Operators;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tags that the operator's settings give to every gateway. */
class ResourceTagsIT {

  private static final Map<String, String> DEFAULTS =
      Map.of("from", "%NAMESPACE%/%NAME%", "team", "nobody");

  @Test
  void defaultsComeAndGoWithTheSettings() {
    try (var bench = new Bench("resource-tags", "apps")) {
      var team = List.of(Map.of("key", "team", "value", "edge"));
      try (var _ = Operators.tagging(bench, DEFAULTS)) {
        bench.create(
            Manifest.with(Manifest.of(bench.namespace, "tagged", "apps", 80), "tags", team));
        bench.awaitReady("tagged");

        assertThat(tags(bench))
            .containsExactlyInAnyOrder("team=edge", "from=" + bench.namespace + "/tagged");
      }
      try (var _ = bench.operator()) {
        bench.await("tagged", it -> List.of(new Tag("team", "edge")).equals(it.getStatus().tags()));

        assertThat(tags(bench)).containsExactly("team=edge");
      }
    }
  }

  @Test
  void tooManyAreSaidBeforeAnyCall() {
    try (var bench = new Bench("too-many-tags", "apps");
        var _ = Operators.tagging(bench, DEFAULTS)) {
      var own = IntStream.range(0, 46).mapToObj(i -> Map.of("key", "k" + i, "value", "v")).toList();
      bench.create(Manifest.with(Manifest.of(bench.namespace, "many", "apps", 80), "tags", own));

      var refused = bench.awaitReason("many", "InvalidSpec");

      assertThat(Bench.synced(refused).orElseThrow().message())
          .contains("would have 52 tags", "take 2 off spec.tags");
      assertThat(bench.endpoint.calls()).isEmpty();
      bench.edit("many", it -> Manifest.with(it, "tags", own.subList(0, 44)));
      bench.awaitReady("many");
    }
  }

  private static List<String> tags(Bench bench) {
    var arn = bench.status("tagged").arn();
    return bench.endpoint.client().listTagsForResource(it -> it.resourceArn(arn)).tags().stream()
        .filter(tag -> !tag.key().startsWith("appmesh.operators.dev/"))
        .map(tag -> tag.key() + "=" + tag.value())
        .toList();
  }
}
