// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.envoy.Configuration.Omission;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the specs of a mesh as records, in which a list that is absent is empty, and collects what
 * is left out. Not thread-safe.
 */
final class MeshReader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withConfigOverride(
              List.class, it -> it.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private final MeshResources mesh;
  private final Set<Omission> omissions = new LinkedHashSet<>();

  MeshReader(MeshResources mesh) {
    this.mesh = mesh;
  }

  MeshResources mesh() {
    return mesh;
  }

  /** A spec; empty where there is none, or it has not the form of the API, which is noted. */
  <T> Optional<T> find(String path, Class<T> type) {
    return mesh.find(path).flatMap(spec -> read(path, spec, type));
  }

  /** A spec as a record; empty where it has not the form of the API, which is noted. */
  <T> Optional<T> read(String path, Map<String, Object> spec, Class<T> type) {
    try {
      return Optional.of(JSON.convertValue(spec, type));
    } catch (IllegalArgumentException e) {
      omit(path, "its spec has not the form of the API: write it again");
      return Optional.empty();
    }
  }

  /** Notes what is left out. */
  void omit(String resource, String reason) {
    omissions.add(new Omission(resource, reason));
  }

  /** What was left out, each once. */
  List<Omission> omissions() {
    return List.copyOf(omissions);
  }
}
