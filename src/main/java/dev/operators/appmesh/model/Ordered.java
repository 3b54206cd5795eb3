// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map that keeps the order in which it is written. Others cannot change it. */
public final class Ordered extends AbstractMap<String, Object> {

  /** The map without members. */
  public static final Ordered EMPTY = new Ordered(Map.of());

  private final Map<String, Object> members;

  private Ordered(Map<String, Object> members) {
    this.members = members;
  }

  /** A map with one member; without a value it is empty. */
  public static Ordered map(String name, @Nullable Object value) {
    return EMPTY.with(name, value);
  }

  /** A map with two members. */
  public static Ordered map(
      String name, @Nullable Object value, String name2, @Nullable Object value2) {
    return map(name, value).with(name2, value2);
  }

  /** This map with one more member at the end; without a value that is left out. */
  public Ordered with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Ordered(more);
  }

  /** This map with the members of another one, in its order, at the end. */
  public Ordered withAll(Map<String, ?> others) {
    var more = new LinkedHashMap<>(members);
    more.putAll(others);
    return new Ordered(more);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return Collections.unmodifiableMap(members).entrySet();
  }
}
