// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A virtual gateway's spec (API type VirtualGatewaySpec) as the tree of its members: maps, lists,
 * strings, whole numbers and booleans. It never changes, and holds no nulls: App Mesh treats a null
 * as absent.
 *
 * @param members value by member name
 */
public record SpecTree(Map<String, Object> members) {

  /** A spec without members. */
  public static final SpecTree EMPTY = new SpecTree(Map.of());

  public SpecTree {
    members = copyOfMap(members);
  }

  /** The spec as compact JSON, members in the order of the tree. */
  public String json() {
    return CompactJson.write(members);
  }

  /**
   * Where {@code actual} does not mean the same as this. What App Mesh fills in, the order of what
   * are really sets, and whether something empty is there or not make no difference.
   */
  public List<Difference> differences(SpecTree actual) {
    return new Comparison().compare(CanonicalSpec.of(this), CanonicalSpec.of(actual));
  }

  /** The same for all specs that mean the same, as {@link #differences} sees it: 32 letters. */
  public String digest() {
    try {
      var canonical = CompactJson.write(CanonicalSpec.of(this)).getBytes(UTF_8);
      var hash = MessageDigest.getInstance("SHA-256").digest(canonical);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  private static Map<String, Object> copyOfMap(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, Object>();
    map.forEach(
        (name, value) -> {
          if (value != null) {
            copy.put(String.valueOf(name), copyOf(value));
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  private static Object copyOf(Object value) {
    return switch (value) {
      case Map<?, ?> map -> copyOfMap(map);
      case List<?> list -> list.stream().filter(Objects::nonNull).map(SpecTree::copyOf).toList();
      case Integer number -> number.longValue();
      default -> value;
    };
  }
}
