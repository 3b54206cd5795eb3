// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.endpoint.shape.Shape.Choice;
import dev.operators.appmesh.endpoint.shape.Shape.Flag;
import dev.operators.appmesh.endpoint.shape.Shape.ListOf;
import dev.operators.appmesh.endpoint.shape.Shape.Pattern;
import dev.operators.appmesh.endpoint.shape.Shape.Scalar;
import dev.operators.appmesh.endpoint.shape.Shape.Structure;
import dev.operators.appmesh.endpoint.shape.Shape.Text;
import dev.operators.appmesh.endpoint.shape.Shape.Whole;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.appmesh.model.GatewayRouteSpec;
import software.amazon.awssdk.services.appmesh.model.MeshSpec;
import software.amazon.awssdk.services.appmesh.model.RouteSpec;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewaySpec;
import software.amazon.awssdk.services.appmesh.model.VirtualNodeSpec;
import software.amazon.awssdk.services.appmesh.model.VirtualRouterSpec;
import software.amazon.awssdk.services.appmesh.model.VirtualServiceSpec;

class SpecShapesTest {

  @Test
  void gatewaySpecIsTheOneOfTheSdk() {
    assertThat(types(SpecShapes.GATEWAY_SPEC))
        .isEqualTo(members(VirtualGatewaySpec.builder(), _ -> "SCALAR"));
  }

  @ParameterizedTest
  @MethodSource
  void otherSpecsAreThoseOfTheSdk(Shape shape, SdkPojo type) {
    assertThat(types(shape)).isEqualTo(members(type, SpecShapesTest::kind));
  }

  static Stream<Arguments> otherSpecsAreThoseOfTheSdk() {
    return Stream.of(
        arguments(SpecShapes.MESH_SPEC, MeshSpec.builder()),
        arguments(GatewayRouteShapes.SPEC, GatewayRouteSpec.builder()),
        arguments(NodeShapes.SPEC, VirtualNodeSpec.builder()),
        arguments(RouteShapes.ROUTER_SPEC, VirtualRouterSpec.builder()),
        arguments(RouteShapes.SERVICE_SPEC, VirtualServiceSpec.builder()),
        arguments(RouteShapes.SPEC, RouteSpec.builder()));
  }

  /** The names and types of a shape, without its bounds. */
  private static Object types(Shape shape) {
    return switch (shape) {
      case Scalar() -> "SCALAR";
      case Flag() -> "BOOLEAN";
      case Text _, Pattern _, Choice _ -> "STRING";
      case Whole _ -> "NUMBER";
      case ListOf list -> List.of(types(list.element()));
      case Structure structure -> {
        var members = new TreeMap<String, Object>();
        structure.members().forEach((name, member) -> members.put(name, types(member)));
        yield members;
      }
    };
  }

  private static Object members(SdkPojo type, Function<String, String> kinds) {
    var members = new TreeMap<String, Object>();
    for (var field : type.sdkFields()) {
      members.put(field.locationName(), types(field, kinds));
    }
    return members;
  }

  private static Object types(SdkField<?> field, Function<String, String> kinds) {
    if (field.marshallingType().equals(MarshallingType.SDK_POJO)) {
      return members(field.constructor().get(), kinds);
    }
    if (field.marshallingType().equals(MarshallingType.LIST)) {
      return List.of(types(field.getTrait(ListTrait.class).memberFieldInfo(), kinds));
    }
    return kinds.apply(field.marshallingType().getTargetClass().getSimpleName());
  }

  private static String kind(String javaType) {
    return switch (javaType) {
      case "Integer", "Long" -> "NUMBER";
      default -> javaType.toUpperCase(Locale.ROOT);
    };
  }
}
