// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A mesh with all that is in it.
 *
 * @param meshName its name
 * @param specs the specs, as the API has them, by the tail of the ARN after the mesh, such as
 *     {@code virtualRouter/colors/route/blue}; that of the mesh itself has the key {@code ""}
 */
public record MeshResources(String meshName, SortedMap<String, Map<String, Object>> specs) {

  /** Copies the map; in which order the specs came makes no difference. */
  public MeshResources {
    var sorted = new TreeMap<String, Map<String, Object>>();
    sorted.putAll(specs);
    specs = Collections.unmodifiableSortedMap(sorted);
  }

  /** A spec. */
  Optional<Map<String, Object>> find(String path) {
    return Optional.ofNullable(specs.get(path));
  }

  /** The specs whose path is {@code path}, a slash and a name, by that name. */
  SequencedMap<String, Map<String, Object>> children(String path) {
    var start = path + "/";
    var found = new LinkedHashMap<String, Map<String, Object>>();
    specs
        .subMap(start, path + "0") // which follows the slash
        .forEach((child, spec) -> found.put(child.substring(start.length()), spec));
    return found;
  }
}
