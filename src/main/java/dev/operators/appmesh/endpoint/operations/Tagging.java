// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.endpoint.protocol.Paging;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.endpoint.store.Store.View;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operations on the tags of resources. */
record Tagging(Account account, Store store) {

  /** Maximum number of tags of a resource and of a request. */
  private static final int MAX_TAGS = 50;

  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  Map<String, @Nullable Object> tag(Call call) {
    call.members().only(Set.of("tags"));
    var name = resource(call);
    var added = tags(call.members().requiredList("tags"));
    return change(
        name,
        tags -> {
          var all = tags.with(added);
          if (all.values().size() > MAX_TAGS) {
            throw ApiError.tooManyTags();
          }
          return all;
        });
  }

  Map<String, @Nullable Object> untag(Call call) {
    call.members().only(Set.of("tagKeys"));
    var name = resource(call);
    var keys = keys(call.members().requiredList("tagKeys"));
    return change(
        name,
        tags -> {
          var rest = new TreeMap<>(tags.values());
          rest.keySet().removeAll(keys);
          return new Tags(rest);
        });
  }

  Map<String, @Nullable Object> list(Call call) {
    var name = resource(call);
    var paging = Paging.of(call, account.arn(name), MAX_TAGS);
    var tags = store.read(view -> find(view, name)).tags();
    return paging.answer(
        "tags",
        tags.values().tailMap(paging.after()).entrySet().stream()
            .filter(tag -> !tag.getKey().equals(paging.after()))
            .toList(),
        Map.Entry::getKey,
        tag -> Map.of("key", tag.getKey(), "value", tag.getValue()));
  }

  private ResourceName resource(Call call) {
    return Optional.ofNullable(call.query().get("resourceArn"))
        .map(account::resource)
        .orElseThrow(() -> ApiError.badRequest("resourceArn is required."));
  }

  private Map<String, @Nullable Object> change(ResourceName name, UnaryOperator<Tags> change) {
    store.atomically(
        content -> {
          var tagged = find(content, name);
          var changed = tagged.tagged(change.apply(tagged.tags()));
          content.put(changed);
          return changed;
        });
    return Map.of();
  }

  private Resource find(View view, ResourceName name) {
    return view.find(name).orElseThrow(() -> account.notFound(name));
  }

  /** Checks the tags in a request (API type TagList). */
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

  /** Checks the tag keys in a request (API type TagKeyList). */
  private static Set<String> keys(List<?> list) {
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
