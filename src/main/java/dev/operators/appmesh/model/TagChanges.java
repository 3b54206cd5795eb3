// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has to change in a gateway's tags: the only comparison of tags.
 *
 * @param put tags that the gateway lacks or holds with another value (API TagResource)
 * @param remove keys of tags that have left the resource, sorted (API UntagResource)
 * @param held the tags that the gateway has now
 */
public record TagChanges(Tags put, Set<String> remove, Tags held) {

  /** Keeps the keys as they are now. */
  public TagChanges {
    remove = Collections.unmodifiableSortedSet(new TreeSet<>(remove));
  }

  /**
   * Compares tags. Those that others added are left alone.
   *
   * @param wanted the tags that the gateway is to have
   * @param held the tags that it has
   * @param applied the tags that the resource gave it, or may have given it
   */
  public static TagChanges between(Tags wanted, Tags held, Tags applied) {
    var put = new TreeMap<>(wanted.values());
    put.entrySet().removeAll(held.values().entrySet());
    var remove = new TreeSet<>(applied.values().keySet());
    remove.removeAll(wanted.values().keySet());
    remove.retainAll(held.values().keySet());
    return new TagChanges(new Tags(put), remove, held);
  }

  /** Whether nothing has to change. */
  public boolean isEmpty() {
    return put.isEmpty() && remove.isEmpty();
  }

  /** The changes as differences, those to put first, each sorted by key. */
  public List<Difference> differences() {
    var all = new ArrayList<Difference>();
    put.values().forEach((key, value) -> all.add(difference(key, value)));
    remove.forEach(key -> all.add(difference(key, null)));
    return all;
  }

  /** The changed tags as {@code tags[key]}, sorted by key. */
  public List<String> paths() {
    return Stream.concat(put.values().keySet().stream(), remove.stream())
        .sorted()
        .map(TagChanges::path)
        .toList();
  }

  private Difference difference(String key, @Nullable String desired) {
    return new Difference(path(key), json(desired), json(held.values().get(key)));
  }

  private static String path(String key) {
    return "tags[" + key + "]";
  }

  private static @Nullable String json(@Nullable String value) {
    return value == null ? null : CompactJson.write(value);
  }
}
