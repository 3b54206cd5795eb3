// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.utils.builder.Buildable;

/** Between JSON and the SDK's types, through the SDK's own description of its fields. */
final class SdkJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SdkJson() {}

  /**
   * What {@code builder} builds of the members of {@code object}; one that is null is left out.
   *
   * @throws IllegalArgumentException where the SDK's types cannot hold a member
   */
  static Object built(SdkPojo builder, JsonNode object) {
    var unknown = new ArrayList<String>();
    object.fieldNames().forEachRemaining(unknown::add);
    for (SdkField<?> field : builder.sdkFields()) {
      var value = object.get(field.locationName());
      if (unknown.remove(field.locationName()) && !value.isNull()) {
        field.set(builder, value(field, value));
      }
    }
    if (!object.isObject() || !unknown.isEmpty()) {
      throw new IllegalArgumentException("not in the SDK's types: " + unknown + " of " + object);
    }
    return ((Buildable) builder).build();
  }

  private static Object value(SdkField<?> field, JsonNode value) {
    Class<?> type = field.marshallingType().getTargetClass();
    if (type.equals(SdkPojo.class)) {
      return built(field.constructor().get(), value);
    }
    if (type.equals(List.class) && value.isArray()) {
      var item = field.getTrait(ListTrait.class).memberFieldInfo();
      var items = new ArrayList<Object>();
      value.forEach(element -> items.add(value(item, element)));
      return items;
    }
    if (type.equals(Integer.class) && value.isInt()) {
      return value.intValue();
    }
    if (type.equals(Long.class) && value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (type.equals(Boolean.class) && value.isBoolean()) {
      return value.booleanValue();
    }
    if (type.equals(String.class) && value.isTextual()) {
      return value.textValue();
    }
    throw new IllegalArgumentException(
        field.memberName() + " of type " + type.getSimpleName() + " cannot be " + value);
  }

  /** The members of {@code structure} that are set. */
  static ObjectNode json(SdkPojo structure) {
    var object = NODES.objectNode();
    for (SdkField<?> field : structure.sdkFields()) {
      var value = field.getValueOrDefault(structure);
      if (value != null && !(value instanceof SdkAutoConstructList)) {
        // The member that is the whole body of an answer has no name on the wire.
        object.set(decapitalized(field.memberName()), json(value));
      }
    }
    return object;
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case SdkPojo structure -> json(structure);
      case List<?> list -> {
        var array = NODES.arrayNode();
        list.forEach(item -> array.add(json(item)));
        yield array;
      }
      case String text -> NODES.textNode(text);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case Instant time -> NODES.numberNode(BigDecimal.valueOf(time.toEpochMilli(), 3));
      default -> throw new IllegalStateException("no JSON for " + value.getClass());
    };
  }

  private static String decapitalized(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
