// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.operators.appmesh.RandomSpecs;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewaySpec;

/** The definition has the members that the AWS SDK knows, of the same types, and no others. */
class CrdCoversApiTest {

  @Test
  void everyMemberOfTheSdkAndNoOther() {
    var known = new TreeSet<String>();
    collect(VirtualGatewaySpec.builder().build(), "", known);
    var defined = new TreeSet<String>();
    collect(RandomSpecs.schema(), "", defined);
    assertThat(known).hasSizeGreaterThan(60);
    assertThat(defined).isEqualTo(known);
  }

  private static void collect(SdkPojo structure, String path, Set<String> members) {
    for (var field : structure.sdkFields()) {
      collect(field, path + "." + field.locationName(), members);
    }
  }

  private static void collect(SdkField<?> field, String path, Set<String> members) {
    if (field.marshallingType().equals(MarshallingType.SDK_POJO)) {
      members.add(path + " object");
      collect(field.constructor().get(), path, members);
    } else if (field.marshallingType().equals(MarshallingType.LIST)) {
      members.add(path + " array");
      collect(field.getTrait(ListTrait.class).memberFieldInfo(), path + "[]", members);
    } else {
      members.add(path + " " + type(field));
    }
  }

  private static String type(SdkField<?> field) {
    var type = field.marshallingType();
    if (type.equals(MarshallingType.INTEGER) || type.equals(MarshallingType.LONG)) {
      return "integer";
    }
    return type.equals(MarshallingType.BOOLEAN) ? "boolean" : "string";
  }

  private static void collect(JsonNode schema, String path, Set<String> members) {
    for (var member : schema.path("properties").properties()) {
      var name = path + "." + member.getKey();
      members.add(name + " " + member.getValue().path("type").asText());
      collect(member.getValue(), name, members);
    }
    if (schema.has("items")) {
      members.add(path + "[] " + schema.at("/items/type").asText());
      collect(schema.get("items"), path + "[]", members);
    }
  }
}
