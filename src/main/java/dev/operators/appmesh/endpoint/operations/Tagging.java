// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Paging;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.endpoint.store.Store.View;
import dev.operators.appmesh.model.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operations on the tags of resources. */
record Tagging(Account account, Store store) {

  Map<String, @Nullable Object> tag(Call call) {
    call.members().only(Set.of("tags"));
    var name = resource(call);
    var added = TagLimits.tags(call.members().requiredList("tags"));
    return change(
        name,
        tags -> {
          var all = tags.with(added);
          if (all.values().size() > TagLimits.MAX_TAGS) {
            throw ApiError.tooManyTags();
          }
          return all;
        });
  }

  Map<String, @Nullable Object> untag(Call call) {
    call.members().only(Set.of("tagKeys"));
    var name = resource(call);
    var keys = TagLimits.keys(call.members().requiredList("tagKeys"));
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
    var paging = Paging.of(call, account.arn(name), TagLimits.MAX_TAGS);
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
}
