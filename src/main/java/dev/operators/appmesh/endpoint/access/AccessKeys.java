// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys that may call the endpoint.
 *
 * @param byId each under its id
 */
public record AccessKeys(Map<String, AccessKey> byId) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  public AccessKeys {
    byId = Map.copyOf(byId);
  }

  /**
   * Reads a key a line: id, secret, and {@code full} or {@code read-only}, separated by blanks.
   * Empty lines and those that begin with {@code #} do not count.
   *
   * @throws IllegalArgumentException naming every line that is wrong, and nothing of what it says:
   *     any word of a wrong line may be a secret
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
      problems.add("it holds no key; write a line with id, secret and full or read-only");
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
          "has " + words.size() + " words, not three: id, secret, and full or read-only");
    }
    if (!ID.matcher(words.getFirst()).matches()) {
      return Optional.of("has an id that is not 1 to 128 letters, digits, _ and -");
    }
    if (!List.of("full", "read-only").contains(words.getLast())) {
      return Optional.of("does not end in full or read-only");
    }
    return keys.containsKey(words.getFirst())
        ? Optional.of("repeats the id of a line above")
        : Optional.empty();
  }
}
