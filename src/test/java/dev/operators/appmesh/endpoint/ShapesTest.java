// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.Shape.ListOf;
import dev.operators.appmesh.endpoint.Shape.Scalar;
import dev.operators.appmesh.endpoint.Shape.Structure;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.appmesh.model.MeshSpec;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewaySpec;

class ShapesTest {

  @Test
  void gatewaySpecIsTheOneOfTheSdk() {
    assertThat(Shapes.GATEWAY_SPEC).isEqualTo(structure(VirtualGatewaySpec.builder()));
  }

  @Test
  void meshSpecIsTheOneOfTheSdk() {
    assertThat(Shapes.MESH_SPEC).isEqualTo(structure(MeshSpec.builder()));
  }

  private static Structure structure(SdkPojo type) {
    var members = new TreeMap<String, Shape>();
    for (var field : type.sdkFields()) {
      members.put(field.locationName(), shape(field));
    }
    return new Structure(members);
  }

  private static Shape shape(SdkField<?> field) {
    if (field.marshallingType().equals(MarshallingType.SDK_POJO)) {
      return structure(field.constructor().get());
    }
    if (field.marshallingType().equals(MarshallingType.LIST)) {
      return new ListOf(shape(field.getTrait(ListTrait.class).memberFieldInfo()));
    }
    return new Scalar();
  }
}
