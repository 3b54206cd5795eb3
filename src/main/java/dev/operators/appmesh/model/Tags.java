// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** What App Mesh would refuse about each of these tags alone, in words; empty if nothing. */
  public List<String> problems() {
    var problems = new ArrayList<String>();
    values.forEach(
        (key, value) -> {
          if (key.isEmpty() || characters(key) > LONGEST_KEY) {
            problems.add(
                "the key of tag '%s' has %d characters, not 1 to %d"
                    .formatted(key, characters(key), LONGEST_KEY));
          }
          if (characters(value) > LONGEST_VALUE) {
            problems.add(
                "the value of tag '%s' has %d characters, not 0 to %d"
                    .formatted(key, characters(value), LONGEST_VALUE));
          }
        });
    return problems;
  }

  /** The length of a tag's key or value as App Mesh counts it: in Unicode code points. */
  public static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }
}
