// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.api.VirtualGatewaySpec;
import dev.operators.appmesh.model.SpecTree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual gateway to export.
 *
 * @param namespace of its resource; null if the manifest has none
 * @param name of its resource
 * @param tree the members of its spec that are set
 * @param spec the same spec as a record
 */
public record SourceGateway(
    @Nullable String namespace, String name, SpecTree tree, VirtualGatewaySpec spec) {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** The gateway of a {@code VirtualGateway} resource without violations. */
  public static SourceGateway of(Map<String, Object> resource) {
    var metadata = (Map<?, ?>) resource.getOrDefault("metadata", Map.of());
    var tree = new SpecTree(asMembers(resource.get("spec")));
    return new SourceGateway(
        metadata.get("namespace") instanceof String namespace ? namespace : null,
        String.valueOf(metadata.get("name")),
        tree,
        JSON.convertValue(tree.members(), VirtualGatewaySpec.class));
  }

  /** The name in reports, such as {@code VirtualGateway apps/ingress}. */
  public String resource() {
    return "VirtualGateway " + (namespace == null ? "" : namespace + "/") + name;
  }

  /** Its name in App Mesh. */
  public String virtualGatewayName() {
    var given = spec.virtualGatewayName();
    return given == null ? name : given;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMembers(@Nullable Object spec) {
    return spec instanceof Map<?, ?> members ? (Map<String, Object>) members : Map.of();
  }
}
