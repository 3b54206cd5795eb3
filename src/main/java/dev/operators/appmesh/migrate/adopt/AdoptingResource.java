// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.adopt;

import dev.operators.appmesh.model.Ordered;
import dev.operators.appmesh.model.Ownership;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The resource that adopts a gateway without changing it. Its members have a fixed order; App
 * Mesh's defaults and the ownership tags are omitted.
 */
final class AdoptingResource {

  /** Lists whose order has no meaning. */
  private static final Set<String> SETS = Set.of("ports", "exact", "certificateAuthorityArns");

  private AdoptingResource() {}

  /**
   * @param name of the resource
   * @param namespace of the resource; null for none
   */
  static Map<String, Object> of(FoundGateway gateway, String name, @Nullable String namespace) {
    var tags = tags(gateway);
    var spec =
        Ordered.map("meshName", gateway.meshName())
            .with("meshOwner", gateway.meshOwner())
            .with("virtualGatewayName", gateway.name().equals(name) ? null : gateway.name())
            .withAll(object(gateway.spec()))
            .with("tags", tags.isEmpty() ? null : tags)
            .with("management", Map.of("adoptionPolicy", "IfUnowned"));
    return Ordered.map("apiVersion", "appmesh.operators.dev/v1beta1")
        .with("kind", "VirtualGateway")
        .with("metadata", Ordered.map("name", name, "namespace", namespace))
        .with("spec", spec);
  }

  private static List<Ordered> tags(FoundGateway gateway) {
    return gateway.tags().values().entrySet().stream()
        .filter(tag -> !tag.getKey().toLowerCase(Locale.ROOT).startsWith("aws:"))
        .filter(tag -> !tag.getKey().startsWith(Ownership.PREFIX))
        .map(tag -> Ordered.map("key", tag.getKey(), "value", tag.getValue()))
        .toList();
  }

  private static Map<String, Object> object(Map<?, ?> members) {
    var sorted = new TreeMap<String, Object>();
    members.forEach(
        (name, value) -> {
          if (value != null) {
            sorted.put(String.valueOf(name), value(String.valueOf(name), value));
          }
        });
    if (members.get("portMapping") instanceof Map<?, ?> mapping
        && sorted.get("healthCheck") instanceof Map<?, ?> check
        && isSame(check.get("port"), mapping.get("port"))) {
      var without = new TreeMap<Object, Object>(check);
      without.remove("port");
      sorted.put("healthCheck", without);
    }
    return sorted;
  }

  private static boolean isSame(@Nullable Object one, @Nullable Object other) {
    return one instanceof Number number
        && other instanceof Number port
        && number.longValue() == port.longValue();
  }

  private static @Nullable Object value(String name, @Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> object(map);
      case List<?> list when SETS.contains(name) ->
          list.stream().sorted(Comparator.comparing(AdoptingResource::order)).toList();
      case List<?> list -> {
        var items = new ArrayList<@Nullable Object>();
        list.forEach(item -> items.add(value("", item)));
        yield items;
      }
      case null, default -> value;
    };
  }

  /** Numbers by value, strings alphabetically. */
  private static String order(@Nullable Object item) {
    return item instanceof Long number ? "%020d".formatted(number) : String.valueOf(item);
  }
}
