// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What becomes of each member, by the table in {@code translation.yaml}. */
class TranslationTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonNode TABLE = table();

  /** Where the parts of a row stand in the mesh of all rows. */
  private static final Map<String, String> PATHS =
      Map.of(
          "mesh", "",
          "gateway", "virtualGateway/gw",
          "gatewayRoute", "virtualGateway/gw/gatewayRoute/gr",
          "service", "virtualService/svc",
          "router", "virtualRouter/vr",
          "route", "virtualRouter/vr/route/r",
          "node", "virtualNode/vn");

  static Stream<Named<JsonNode>> rows() {
    return TABLE.get("rows").valueStream().map(row -> Named.of(row.get("row").asText(), row));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void translates(JsonNode row) throws IOException {
    var specs = new TreeMap<String, Map<String, Object>>();
    for (var given : List.of(TABLE.get("mesh"), row)) {
      PATHS.forEach((part, path) -> put(specs, path, given.get(part)));
      given.path("others").propertyStream().forEach(it -> put(specs, it.getKey(), it.getValue()));
    }
    var folder = row.path("acm").asText("");
    var configuration =
        GatewayConfiguration.of(
            new MeshResources("m", specs),
            "gw",
            new TranslatorSettings(folder.isEmpty() ? null : folder, 15001));
    JsonNode tree = YAML.valueToTree(configuration);

    var expected = new LinkedHashMap<String, JsonNode>();
    row.path("at").propertyStream().forEach(it -> expected.put(it.getKey(), it.getValue()));
    var actual = new LinkedHashMap<String, JsonNode>();
    expected.keySet().forEach(pointer -> actual.put(pointer, present(tree.at(pointer))));
    if (row.has("ingress")) {
      expected.put("ingress", row.get("ingress"));
      actual.put("ingress", ingress(tree));
    }
    if (row.has("egress")) {
      expected.put("egress", row.get("egress"));
      actual.put("egress", egress(tree));
    }
    expected.put(
        "omitted", row.path("omitted").isArray() ? row.get("omitted") : YAML.createArrayNode());
    actual.put("omitted", omitted(tree));
    assertThat(expected).hasSizeGreaterThan(1);
    assertThat(YAML.writeValueAsString(actual)).isEqualTo(YAML.writeValueAsString(expected));
  }

  /** Jackson knows no merge keys. */
  private static JsonNode table() {
    try (var reader =
        Files.newBufferedReader(Path.of("src/test/resources/envoy/translation.yaml"))) {
      var options = new LoaderOptions();
      options.setMaxAliasesForCollections(Integer.MAX_VALUE);
      return YAML.valueToTree(new Yaml(options).load(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(
      Map<String, Map<String, Object>> specs, String path, @Nullable JsonNode spec) {
    if (spec != null && spec.isNull()) {
      specs.remove(path);
    } else if (spec != null) {
      specs.put(path, YAML.convertValue(spec, new TypeReference<>() {}));
    }
  }

  private static JsonNode present(JsonNode node) {
    return node.isMissingNode() ? YAML.nullNode() : node;
  }

  /** The routes of the first hop, without what all have. */
  private static JsonNode ingress(JsonNode tree) {
    var routes = YAML.createArrayNode();
    tree.get("routes")
        .propertyStream()
        .filter(it -> it.getKey().startsWith("rds_ingress"))
        .flatMap(it -> it.getValue().get("virtual_hosts").valueStream())
        .flatMap(it -> it.get("routes").valueStream())
        .forEach(
            route -> {
              var action = (ObjectNode) route.get("route");
              action.remove(List.of("cluster", "timeout", "idle_timeout"));
              ((ObjectNode) route).remove("request_headers_to_add");
              routes.add(route);
            });
    return routes;
  }

  /** The routes of the second hop, without what all have, and without what is the default. */
  private static JsonNode egress(JsonNode tree) {
    var routes = (ArrayNode) tree.at("/routes/rds_egress_http_15001/virtual_hosts/0/routes");
    for (var route : routes) {
      var match = (ObjectNode) route.get("match");
      var headers = (ArrayNode) match.get("headers");
      headers.remove(0);
      if (headers.isEmpty()) {
        match.remove("headers");
      }
      if (route.get("route") instanceof ObjectNode action) {
        action.remove("retry_policy");
        if (action.get("timeout").asText().equals("15s")) {
          action.remove("timeout");
        }
      }
    }
    return routes;
  }

  private static JsonNode omitted(JsonNode tree) {
    var omitted = YAML.createArrayNode();
    tree.get("omissions")
        .forEach(it -> omitted.add(it.get("resource").asText() + ": " + it.get("reason").asText()));
    return omitted;
  }
}
