// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
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
import software.amazon.awssdk.services.appmesh.model.TagRef;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayData;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewaySpec;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Converts specs, tags and gateways between the domain's types and the SDK's. Specs are converted
 * by the SDK's own description of its fields: none of their members is named here, so none can be
 * forgotten.
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

  static TagRef[] tagRefs(Tags tags) {
    return tags.values().entrySet().stream()
        .map(tag -> TagRef.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toArray(TagRef[]::new);
  }

  static ObservedGateway observed(GatewayKey key, VirtualGatewayData data) {
    var metadata = data.metadata();
    return new ObservedGateway(
        key,
        metadata.arn(),
        metadata.uid(),
        metadata.version(),
        metadata.meshOwner(),
        metadata.resourceOwner(),
        metadata.createdAt(),
        metadata.lastUpdatedAt(),
        data.status().statusAsString(),
        toTree(data.spec()));
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
