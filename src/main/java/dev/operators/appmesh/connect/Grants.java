// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.api.ConnectionGrant;
import dev.operators.appmesh.model.LabelSelector;
import dev.operators.appmesh.model.OwnerPattern;
import dev.operators.appmesh.model.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the administrators of the cluster permit to whom. The labels of a namespace that is not
 * known yet are empty: only what holds for every namespace holds for it.
 */
public record Grants(List<Grant> grants) {

  /** A grant, see {@link ConnectionGrant}. */
  record Grant(LabelSelector namespaces, List<String> meshNames, Permissions permissions) {

    Grant {
      meshNames = List.copyOf(meshNames);
    }

    boolean isFor(Optional<Map<String, String>> labels) {
      return namespaces.matchesEverything() || labels.filter(namespaces::matches).isPresent();
    }

    boolean isAbout(String meshName) {
      return meshNames.stream().anyMatch(it -> glob(it).matcher(meshName).matches());
    }

    private static Pattern glob(String text) {
      return Pattern.compile(
          Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
  }

  /** All namespaces and meshes; nobody may take over from those who cannot agree. */
  public static final Grants EVERYTHING = new Grants(List.of(everyMesh(Map.of())));

  private static final Grants NOTHING = new Grants(List.of());

  /** A selector's unknown members are refused by {@link LabelSelector}. */
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final List<String> MEMBERS =
      List.of("namespaceSelector", "meshNames", "mayAdopt", "mayTakeOverFrom");

  /** Keeps the grants as they are now. */
  public Grants {
    grants = List.copyOf(grants);
  }

  /**
   * Reads the grants of a connection. None is left of those that cannot be read.
   *
   * @param spec the stored spec of the connection; null if it has none
   */
  static Grants of(@Nullable Map<String, Object> spec) {
    if (spec == null) {
      return NOTHING;
    }
    try {
      return spec.get("grants") instanceof List<?> list
          ? new Grants(list.stream().map(Grants::grant).toList())
          : new Grants(List.of(everyMesh(spec.get("namespaceSelector"))));
    } catch (IllegalArgumentException e) {
      return NOTHING;
    }
  }

  /**
   * Reads grants in JSON, as members of a connection's {@code grants}.
   *
   * @param texts one JSON object each; without any, everything is granted
   * @throws IllegalArgumentException if one cannot be read; the message says which and why
   */
  public static Grants parse(List<String> texts) {
    if (texts.isEmpty()) {
      return EVERYTHING;
    }
    var grants = new ArrayList<Grant>();
    for (var text : texts) {
      try {
        grants.add(grant(JSON.readValue(text, Object.class)));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(text + " is not JSON: " + e.getOriginalMessage(), e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
      }
    }
    return new Grants(grants);
  }

  private static Grant grant(@Nullable Object stored) {
    if (!(stored instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException("a grant must be an object");
    }
    for (var member : members.keySet()) {
      if (!MEMBERS.contains(member)) {
        throw new IllegalArgumentException("a grant has no member " + member + ", but " + MEMBERS);
      }
    }
    var grant = JSON.convertValue(members, ConnectionGrant.class);
    if (grant.meshNames() == null || grant.meshNames().isEmpty()) {
      throw new IllegalArgumentException("meshNames is missing");
    }
    return new Grant(
        LabelSelector.of(members.get("namespaceSelector")),
        grant.meshNames(),
        new Permissions(
            Boolean.TRUE.equals(grant.mayAdopt()),
            Objects.requireNonNullElse(grant.mayTakeOverFrom(), List.<String>of()).stream()
                .map(OwnerPattern::of)
                .toList()));
  }

  private static Grant everyMesh(@Nullable Object namespaceSelector) {
    return new Grant(LabelSelector.of(namespaceSelector), List.of("*"), Permissions.DEFAULT);
  }

  /**
   * Whether any grant is for a namespace.
   *
   * @param labels of the namespace; empty if it is not known yet
   */
  boolean admit(Optional<Map<String, String>> labels) {
    return grants.stream().anyMatch(it -> it.isFor(labels));
  }

  /**
   * What the grants for a namespace and mesh permit together; empty if there is none.
   *
   * @param labels of the namespace; empty if it is not known yet
   */
  Optional<Permissions> permissions(Optional<Map<String, String>> labels, String meshName) {
    return grants.stream()
        .filter(it -> it.isFor(labels) && it.isAbout(meshName))
        .map(Grant::permissions)
        .reduce(Permissions::or);
  }
}
