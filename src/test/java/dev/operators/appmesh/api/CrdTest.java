// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CrdTest {

  @BeforeAll
  static void write() throws IOException {
    if ("write".equals(System.getProperty("crds"))) {
      Files.writeString(CrdFile.PATH, CrdFile.generate());
    }
  }

  @Test
  void fileIsWhatTheTypesSay() throws IOException {
    assertThat(Files.readString(CrdFile.PATH))
        .as("crds/ is out of date: ./mvnw test -Dtest=CrdTest -Dcrds=write")
        .isEqualTo(CrdFile.generate());
  }

  @Test
  void everyMemberIsDescribed() throws IOException {
    var bare = new ArrayList<String>();
    collectUndescribed("", schema(), bare);
    assertThat(bare).isEmpty();
  }

  @Test
  void everyRuleSaysWhatToWrite() throws IOException {
    var messages =
        schema().findValues("x-kubernetes-validations").stream()
            .flatMap(rules -> rules.findValuesAsText("message").stream())
            .toList();
    assertThat(messages)
        .hasSizeGreaterThan(15)
        .allSatisfy(message -> assertThat(message).contains(": "));
  }

  private static JsonNode schema() throws IOException {
    return CrdFile.tree(Files.readString(CrdFile.PATH))
        .at("/spec/versions/0/schema/openAPIV3Schema");
  }

  private static void collectUndescribed(String path, JsonNode schema, List<String> bare) {
    for (var member : schema.path("properties").properties()) {
      var name = path + "." + member.getKey();
      if (!member.getValue().has("description")) {
        bare.add(name);
      }
      collectUndescribed(name, member.getValue(), bare);
    }
    if (schema.has("items")) {
      collectUndescribed(path + "[]", schema.path("items"), bare);
    }
  }
}
