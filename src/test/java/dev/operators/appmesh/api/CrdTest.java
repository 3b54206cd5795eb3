// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrdTest {

  @BeforeAll
  static void write() throws IOException {
    if ("write".equals(System.getProperty("crds"))) {
      for (var file : CrdFile.values()) {
        Files.writeString(file.path(), file.generate());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileIsWhatTheTypesSay(CrdFile file) throws IOException {
    assertThat(Files.readString(file.path()))
        .as("crds/ is out of date: ./mvnw test -Dtest=CrdTest -Dcrds=write")
        .isEqualTo(file.generate());
  }

  @Test
  void folderHoldsNothingElse() throws IOException {
    try (var files = Files.list(CrdFile.GATEWAY.path().getParent())) {
      assertThat(files)
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(CrdFile.values()).map(CrdFile::path).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyMemberIsDescribed(CrdFile file) throws IOException {
    var bare = new ArrayList<String>();
    collectUndescribed("", file.schema(), bare);
    assertThat(bare).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyRuleHasAMessage(CrdFile file) throws IOException {
    var messages =
        file.schema().findValues("x-kubernetes-validations").stream()
            .flatMap(rules -> rules.findValuesAsText("message").stream())
            .toList();
    assertThat(messages)
        .hasSizeGreaterThanOrEqualTo(file == CrdFile.GATEWAY ? 16 : 2)
        .allSatisfy(message -> assertThat(message).contains(": "));
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
