// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.api.Tag;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads resources. What the API server has checked is not checked again; but a resource may be
 * older than the rules it is read by, so whatever cannot be read is named.
 */
public final class DesiredGateways {

  /** A resource as it could be read. */
  public sealed interface Reading {
    /** It could. */
    record Legible(DesiredGateway desired) implements Reading {}

    /** It could not; the problem names the field. */
    record Illegible(String problem) implements Reading {}
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JavaType TAGS =
      JSON.getTypeFactory().constructCollectionType(List.class, Tag.class);

  private static final String NO_TAGS = "spec.tags must be a list of key and value";

  private final String cluster;
  private final Tags defaults;

  /**
   * For resources of the cluster with this id.
   *
   * @param defaults tags of every gateway that its resource does not override; {@code %NAMESPACE%}
   *     and {@code %NAME%} in a value stand for the resource's
   */
  public DesiredGateways(String cluster, Tags defaults) {
    this.cluster = cluster;
    this.defaults = defaults;
  }

  /** What the resource asks for. */
  public Reading read(VirtualGateway resource) {
    Map<String, Object> spec = resource.getSpec();
    try {
      if (spec == null) {
        throw new IllegalArgumentException("spec is missing");
      }
      var members = new LinkedHashMap<>(spec);
      var meshName = text(members.remove("meshName"), "spec.meshName");
      var meshOwner = text(members.remove("meshOwner"), "spec.meshOwner");
      var name = text(members.remove("virtualGatewayName"), "spec.virtualGatewayName");
      var tags = tags(members.remove("tags"));
      members.remove("management");
      members.remove("connectionRef");
      if (meshName == null) {
        throw new IllegalArgumentException("spec.meshName is missing");
      }
      var metadata = resource.getMetadata();
      return new Reading.Legible(
          new DesiredGateway(
              new GatewayKey(meshName, meshOwner, name == null ? metadata.getName() : name),
              new SpecTree(members),
              defaults(resource).with(tags),
              owner(resource),
              metadata.getUid(),
              metadata.getGeneration()));
    } catch (IllegalArgumentException e) {
      return new Reading.Illegible(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Which gateway the resource is about: the status knows best, since the spec may have become
   * unreadable. Empty where neither tells.
   */
  public Optional<GatewayKey> key(VirtualGateway resource, SyncState state) {
    var recorded = state.gateway();
    if (recorded != null) {
      return Optional.of(recorded.key());
    }
    return read(resource) instanceof Reading.Legible(var desired)
        ? Optional.of(desired.key())
        : Optional.empty();
  }

  /** The owner that the ownership tags of the resource's gateway name. */
  public Owner owner(VirtualGateway resource) {
    var metadata = resource.getMetadata();
    return new Owner(cluster, metadata.getNamespace(), metadata.getName());
  }

  private Tags defaults(VirtualGateway resource) {
    var metadata = resource.getMetadata();
    var tags = new TreeMap<>(defaults.values());
    tags.replaceAll(
        (key, value) ->
            value
                .replace("%NAMESPACE%", metadata.getNamespace())
                .replace("%NAME%", metadata.getName()));
    return new Tags(tags);
  }

  private static @Nullable String text(@Nullable Object value, String path) {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new IllegalArgumentException(path + " must be a string, not " + value);
  }

  private static Tags tags(@Nullable Object value) {
    try {
      List<Tag> list = value == null ? List.of() : JSON.convertValue(value, TAGS);
      if (list.stream().allMatch(AppliedTags::isWhole)) {
        var tags = new TreeMap<String, String>();
        list.forEach(tag -> tags.put(tag.key(), tag.value()));
        return new Tags(tags);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(NO_TAGS, e);
    }
    throw new IllegalArgumentException(NO_TAGS);
  }
}
