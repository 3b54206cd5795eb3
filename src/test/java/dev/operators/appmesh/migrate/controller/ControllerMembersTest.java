// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** AWS's controller and App Mesh have the same members; the definition says which App Mesh has. */
class ControllerMembersTest {

  private static final Set<String> NOT_OF_THE_SPEC =
      Set.of("connectionRef", "management", "meshName", "meshOwner", "tags", "virtualGatewayName");

  @Test
  void namesEveryMemberOfAppMeshAndNoOther() throws IOException {
    var definition =
        new YAMLMapper()
            .readTree(Path.of("crds/virtualgateways.appmesh.operators.dev.yaml").toFile())
            .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    var expected = new TreeSet<String>();
    definition
        .path("properties")
        .properties()
        .forEach(
            member -> {
              if (!NOT_OF_THE_SPEC.contains(member.getKey())) {
                leaves(member.getValue(), member.getKey(), expected);
              }
            });
    var actual = new TreeSet<String>();
    ControllerMembers.SPEC.members().values().forEach(it -> leaves(it, it.name(), actual));
    assertThat(actual).isEqualTo(expected).contains("listeners.tls.certificate.acm.certificateArn");
  }

  private static void leaves(JsonNode schema, String path, Set<String> leaves) {
    var members =
        schema.path("items").has("properties")
            ? schema.at("/items/properties")
            : schema.path("properties");
    if (members.isEmpty()) {
      leaves.add(path);
    }
    members.properties().forEach(it -> leaves(it.getValue(), path + "." + it.getKey(), leaves));
  }

  private static void leaves(ControllerMembers member, String path, Set<String> leaves) {
    if (member.members().isEmpty()) {
      leaves.add(path);
    }
    member.members().values().forEach(it -> leaves(it, path + "." + it.name(), leaves));
  }
}
