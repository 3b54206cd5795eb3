// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks the tags in a request (API types TagList and TagKeyList). */
final class TagLimits {

  /** Maximum number of tags of a resource and of a request. */
  static final int MAX_TAGS = 50;

  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  private TagLimits() {}

  static Tags tags(List<?> list) {
    checkSize("tags", list);
    var tags = new TreeMap<String, String>();
    for (int i = 0; i < list.size(); i++) {
      var path = "tags[" + i + "].";
      var tag = JsonMembers.of(path, list.get(i));
      tag.only(Set.of("key", "value"));
      var key = tag.requiredString("key");
      var value = tag.requiredString("value");
      checkKey(path + "key", key);
      if (length(value) > MAX_VALUE) {
        throw ApiError.badRequest(path + "value must have at most 256 characters.");
      }
      if (key.regionMatches(true, 0, "aws:", 0, 4)) {
        throw ApiError.badRequest(path + "key must not start with aws:, which is reserved.");
      }
      if (tags.put(key, value) != null) {
        throw ApiError.badRequest(path + "key occurs more than once: " + key);
      }
    }
    return new Tags(tags);
  }

  static Set<String> keys(List<?> list) {
    checkSize("tagKeys", list);
    var keys = new TreeSet<String>();
    for (int i = 0; i < list.size(); i++) {
      var path = "tagKeys[" + i + "]";
      if (!(list.get(i) instanceof String key)) {
        throw ApiError.badRequest(path + " must be a string.");
      }
      checkKey(path, key);
      keys.add(key);
    }
    return keys;
  }

  private static void checkSize(String member, List<?> list) {
    if (list.size() > MAX_TAGS) {
      throw ApiError.badRequest(member + " must have at most 50 elements.");
    }
  }

  private static void checkKey(String path, String key) {
    if (key.isEmpty() || length(key) > MAX_KEY) {
      throw ApiError.badRequest(path + " must have 1 to 128 characters.");
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
