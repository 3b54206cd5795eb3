// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No level of the values takes a name that it does not know. */
class ChartSchemaTest {

  /** What Helm itself gives to a chart that is part of another. */
  private static final String GLOBAL = "/properties/global";

  private final JsonNode schema;

  ChartSchemaTest() throws IOException {
    schema = new ObjectMapper().readTree(Chart.PATH.resolve("values.schema.json").toFile());
  }

  @Test
  void everyObjectRefusesUnknownMembers() {
    var open = new ArrayList<String>();
    collectOpen("", schema, open);
    assertThat(open).containsExactly(GLOBAL);
  }

  @Test
  void everyValueIsInTheSchema() throws IOException {
    var values = new YAMLMapper().readTree(Chart.PATH.resolve("values.yaml").toFile());
    var known =
        new ArrayList<String>(
            schema.path("properties").propertyStream().map(it -> it.getKey()).toList());
    known.remove("global");
    assertThat(known)
        .containsExactlyInAnyOrderElementsOf(
            values.propertyStream().map(it -> it.getKey()).toList());
    assertMembers("", values, schema);
  }

  @Test
  void everyDefinitionIsUsed() {
    var text = schema.toString();
    assertThat(schema.path("definitions").propertyStream().map(it -> it.getKey()))
        .allSatisfy(name -> assertThat(text).contains("\"#/definitions/" + name + "\""));
  }

  /** An object takes named members alone, or any name with a value of one simple type. */
  private static void collectOpen(String path, JsonNode node, List<String> open) {
    if (node.path("type").asText().equals("object")) {
      var more = node.path("additionalProperties");
      if (!more.isObject() && (more.isMissingNode() || more.asBoolean())) {
        open.add(path);
      }
    }
    if (node.path("type").asText().equals("array") && !node.path("items").isObject()) {
      open.add(path);
    }
    node.propertyStream()
        .filter(member -> member.getValue().isObject())
        .forEach(member -> collectOpen(path + '/' + member.getKey(), member.getValue(), open));
  }

  private void assertMembers(String path, JsonNode values, JsonNode node) {
    var type = node.has("$ref") ? schema.at(node.path("$ref").asText().substring(1)) : node;
    if (!type.has("properties")) {
      return;
    }
    values
        .propertyStream()
        .forEach(
            member -> {
              var name = path + '/' + member.getKey();
              assertThat(type.path("properties").has(member.getKey())).as(name).isTrue();
              assertMembers(name, member.getValue(), type.at("/properties/" + member.getKey()));
            });
  }
}
