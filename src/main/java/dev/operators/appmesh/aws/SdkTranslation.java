// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.model.SpecTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewaySpec;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Converts specs between trees and the SDK's types, using the SDK's own description of its fields.
 * No member is named here, so none can be forgotten.
 */
final class SdkTranslation {

  private SdkTranslation() {}

  /**
   * The spec as the SDK's type.
   *
   * @throws IllegalArgumentException if the tree does not fit the API; the message names the member
   */
  static VirtualGatewaySpec toSdk(SpecTree spec) {
    return (VirtualGatewaySpec) structure("spec", VirtualGatewaySpec::builder, spec.members());
  }

  /** The SDK's spec as a tree of the members that are set. */
  static SpecTree toTree(@Nullable VirtualGatewaySpec spec) {
    return spec == null ? SpecTree.EMPTY : new SpecTree(tree(spec));
  }

  private static Object structure(String path, Supplier<SdkPojo> builders, Object value) {
    if (!(value instanceof Map<?, ?> members)) {
      throw misfit(path, "an object", value);
    }
    var builder = builders.get();
    var unknown = new LinkedHashMap<Object, Object>(members);
    for (SdkField<?> field : builder.sdkFields()) {
      var member = unknown.remove(field.locationName());
      if (member != null) {
        field.set(builder, toField(path + "." + field.locationName(), field, member));
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          path + "." + unknown.keySet().iterator().next() + " is not a member of the App Mesh API");
    }
    return ((Buildable) builder).build();
  }

  private static Object toField(String path, SdkField<?> field, Object value) {
    Class<?> type = field.marshallingType().getTargetClass();
    if (type.equals(SdkPojo.class)) {
      return structure(path, field.constructor(), value);
    }
    if (type.equals(List.class) && value instanceof List<?> list) {
      var itemField = field.getTrait(ListTrait.class).memberFieldInfo();
      var items = new ArrayList<Object>();
      for (int i = 0; i < list.size(); i++) {
        items.add(toField(path + "[" + i + "]", itemField, list.get(i)));
      }
      return items;
    }
    if (type.equals(Integer.class) && value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    if (type.isInstance(value)) {
      return value;
    }
    throw misfit(path, "of type " + type.getSimpleName(), value);
  }

  private static IllegalArgumentException misfit(String path, String wanted, Object value) {
    return new IllegalArgumentException(path + " must be " + wanted + ", not " + value);
  }

  private static Map<String, Object> tree(SdkPojo structure) {
    var members = new LinkedHashMap<String, Object>();
    for (SdkField<?> field : structure.sdkFields()) {
      var value = field.getValueOrDefault(structure);
      if (value != null && !(value instanceof SdkAutoConstructList)) {
        members.put(field.locationName(), toValue(value));
      }
    }
    return members;
  }

  private static Object toValue(Object value) {
    return switch (value) {
      case SdkPojo structure -> tree(structure);
      case List<?> list -> list.stream().map(SdkTranslation::toValue).toList();
      default -> value;
    };
  }
}
