// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of all configurations, tried on 1,000 meshes of {@link RandomMesh}. */
class RandomMeshesTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<MeshResources> MESHES =
      LongStream.range(0, 1000).mapToObj(RandomMesh::of).toList();
  private static final List<Configuration> CONFIGURATIONS =
      MESHES.stream().map(RandomMeshesTest::configuration).toList();

  private static Configuration configuration(MeshResources mesh) {
    return GatewayConfiguration.of(mesh, RandomMesh.GATEWAY, TranslatorSettings.DEFAULT);
  }

  @Test
  void manyRoutesAreServedAndManyThingsAreLeftOut() {
    var clusters = new ArrayList<Integer>();
    var omissions = new ArrayList<Integer>();
    CONFIGURATIONS.forEach(
        it -> {
          clusters.add(it.clusters().size());
          omissions.add(it.omissions().size());
        });
    assertThat(clusters.stream().filter(it -> it > 2)).hasSizeGreaterThan(300);
    assertThat(omissions.stream().filter(it -> it > 0)).hasSizeGreaterThan(300);
  }

  @Test
  void everyClusterOfARouteExistsAndEveryRouteConfigurationOfAListener() {
    CONFIGURATIONS.forEach(
        it -> {
          var named = new HashSet<String>();
          JsonNode routes = JSON.valueToTree(it.routes());
          routes.findValues("cluster").forEach(name -> named.add(name.asText()));
          routes
              .findValues("clusters")
              .forEach(list -> list.forEach(one -> named.add(one.get("name").asText())));
          assertThat(it.clusters().keySet()).containsAll(named);
          JsonNode listeners = JSON.valueToTree(it.listeners());
          assertThat(listeners.findValuesAsText("route_config_name"))
              .hasSameElementsAs(it.routes().keySet());
          assertThat(it.clusters().keySet()).containsAll(it.endpoints().keySet());
        });
  }

  @Test
  void resourcesHaveTheNamesThatTheyGoBy() {
    CONFIGURATIONS.forEach(
        it ->
            Stream.of(it.clusters(), it.secrets(), it.listeners(), it.routes())
                .flatMap(resources -> resources.entrySet().stream())
                .forEach(
                    resource ->
                        assertThat(resource.getValue()).containsEntry("name", resource.getKey())));
  }

  @Test
  void virtualHostsAndTheirDomainsAreUnique() {
    CONFIGURATIONS.stream()
        .flatMap(it -> it.routes().values().stream())
        .forEach(
            routes -> {
              var hosts = JSON.<JsonNode>valueToTree(routes).get("virtual_hosts");
              var domains = new ArrayList<String>();
              var names = new ArrayList<String>();
              hosts.forEach(
                  host -> {
                    names.add(host.get("name").asText());
                    host.get("domains")
                        .forEach(domain -> domains.add(domain.asText().toLowerCase(Locale.ROOT)));
                  });
              assertThat(names).doesNotHaveDuplicates();
              assertThat(domains).doesNotHaveDuplicates().contains("*");
            });
  }

  @Test
  void theSameMeshGivesTheSameBytesInWhateverOrderItComes() {
    for (int i = 0; i < MESHES.size(); i++) {
      var mesh = MESHES.get(i);
      var turned = new TreeMap<String, Map<String, Object>>(Comparator.reverseOrder());
      turned.putAll(mesh.specs());
      assertThat(text(configuration(new MeshResources(mesh.meshName(), turned))))
          .as("seed %d", i)
          .isEqualTo(text(CONFIGURATIONS.get(i)));
    }
  }

  @Test
  void everyRequestOfTheSecondHopNamesItsTarget() {
    CONFIGURATIONS.stream()
        .flatMap(it -> it.routes().entrySet().stream())
        .filter(it -> it.getKey().startsWith("rds_egress"))
        .forEach(
            it ->
                JSON.<JsonNode>valueToTree(it.getValue())
                    .findValues("match")
                    .forEach(
                        match ->
                            assertThat(match.at("/headers/0/name").asText())
                                .isEqualTo(Target.HEADER)));
  }

  private static String text(Configuration configuration) {
    return GatewayConfigurationGoldenTest.text(configuration) + List.of(configuration.omissions());
  }
}
