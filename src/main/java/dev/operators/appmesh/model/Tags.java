// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tags of an App Mesh resource, sorted by key. App Mesh allows 50 a resource, keys of 1 to 128 and
 * values of 0 to 256 characters (API type TagRef).
 *
 * @param values value by key
 */
public record Tags(SortedMap<String, String> values) {

  /** As many as a resource may have. */
  public static final int MOST = 50;

  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  /** No tags. */
  public static final Tags NONE = new Tags(new TreeMap<>());

  public Tags {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Tags with the entries of {@code values}. */
  public static Tags of(Map<String, String> values) {
    return new Tags(new TreeMap<>(values));
  }

  /** These tags and {@code others}; where both have a key, {@code others} wins. */
  public Tags with(Tags others) {
    var all = new TreeMap<>(values);
    all.putAll(others.values);
    return new Tags(all);
  }

  /** The tags that {@code earlier} lacks or holds with another value. */
  public Tags changedSince(Tags earlier) {
    return of(
        values.entrySet().stream()
            .filter(tag -> !tag.getValue().equals(earlier.values.get(tag.getKey())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The keys of {@code earlier} that are gone from these tags. */
  public Set<String> removedSince(Tags earlier) {
    var gone = new TreeMap<>(earlier.values);
    gone.keySet().removeAll(values.keySet());
    return Collections.unmodifiableSet(gone.keySet());
  }

  /** What App Mesh would refuse about each of these tags alone, in words; empty if nothing. */
  public List<String> problems() {
    var problems = new ArrayList<String>();
    values.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > LONGEST_KEY) {
            problems.add(
                "the key of tag '%s' has %d characters, not 1 to %d"
                    .formatted(key, key.length(), LONGEST_KEY));
          }
          if (value.length() > LONGEST_VALUE) {
            problems.add(
                "the value of tag '%s' has %d characters, not 0 to %d"
                    .formatted(key, value.length(), LONGEST_VALUE));
          }
        });
    return problems;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }
}
