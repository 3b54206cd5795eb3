// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys that are accepted by the endpoint.
 *
 * @param byId the keys by their ids
 */
public record AccessKeys(Map<String, AccessKey> byId) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  public AccessKeys {
    byId = Map.copyOf(byId);
  }

  /**
   * Parses one key per line: id, secret, and {@code full} or {@code read-only}, separated by
   * blanks. Empty lines and lines that begin with {@code #} are ignored.
   *
   * @throws IllegalArgumentException with the number and problem of every invalid line. It quotes
   *     no line, since any word of it may be a secret
   */
  static AccessKeys parse(String text) {
    var keys = new LinkedHashMap<String, AccessKey>();
    var problems = new ArrayList<String>();
    int number = 0;
    for (var line : text.lines().map(String::strip).toList()) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      var words = List.of(BLANKS.split(line));
      var problem = problem(words, keys);
      if (problem.isPresent()) {
        problems.add("line " + number + " " + problem.get());
      } else {
        var readOnly = words.get(2).equals("read-only");
        keys.put(words.getFirst(), new AccessKey(words.getFirst(), words.get(1), readOnly));
      }
    }
    if (keys.isEmpty() && problems.isEmpty()) {
      problems.add("there is no key: add a line with id, secret, and full or read-only");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new AccessKeys(keys);
  }

  Optional<AccessKey> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private static Optional<String> problem(List<String> words, Map<String, AccessKey> keys) {
    if (words.size() != 3) {
      return Optional.of(
          "has " + words.size() + " words instead of three: id, secret, and full or read-only");
    }
    if (!ID.matcher(words.getFirst()).matches()) {
      return Optional.of("has an invalid id: 1 to 128 letters, digits, _ and - are allowed");
    }
    if (!List.of("full", "read-only").contains(words.getLast())) {
      return Optional.of("does not end in full or read-only");
    }
    return keys.containsKey(words.getFirst())
        ? Optional.of("has the same id as an earlier line")
        : Optional.empty();
  }
}
