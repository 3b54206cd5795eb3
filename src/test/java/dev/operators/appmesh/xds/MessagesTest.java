// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.envoy.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void equalTreesHaveEqualVersions() {
    var some = Messages.snapshot(configuration("blue"));
    var same = Messages.snapshot(configuration("blue"));
    var other = Messages.snapshot(configuration("green"));

    assertThat(same).isEqualTo(some);
    assertThat(Versions.of(same.routes())).isEqualTo(Versions.of(some.routes()));
    assertThat(Versions.of(other.routes())).isNotEqualTo(Versions.of(some.routes()));
    assertThat(Versions.of(other.clusters())).isEqualTo(Versions.of(some.clusters()));
  }

  @Test
  void theClustersOfARouteAreKnown() {
    var routes = Messages.snapshot(configuration("green")).routes();

    assertThat(routes.firstEntry().getValue().clusters()).containsExactly("green");
  }

  @Test
  void whatEnvoyDoesNotKnowIsAnError() {
    var clusters = new LinkedHashMap<String, Map<String, Object>>();
    clusters.put("blue", Map.of("name", "blue", "conect_timeout", "1s"));
    var wrong =
        new Configuration(
            clusters,
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            List.of());

    assertThatThrownBy(() -> Messages.snapshot(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cluster 'blue' is not one that Envoy knows")
        .hasMessageContaining("conect_timeout");
  }

  private static Configuration configuration(String to) {
    var nodes = new LinkedHashMap<String, Integer>();
    nodes.put("blue", 1);
    nodes.put("green", 2);
    return TestMesh.configuration(8080, "-", to, nodes);
  }
}
