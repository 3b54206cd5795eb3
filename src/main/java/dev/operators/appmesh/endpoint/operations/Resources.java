// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.Paging;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.settings.Quota;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.endpoint.store.Store.Content;
import dev.operators.appmesh.endpoint.store.Store.View;
import dev.operators.appmesh.model.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations on resources, the same for each {@link ResourceKind}.
 *
 * @param account owns the resources
 * @param quotas the maximum number of resources; unlimited for quotas that are not in it
 * @param store holds the resources
 * @param specs checks the specs of the resources
 * @param clock for the times in the resources, with millisecond precision
 */
record Resources(
    Account account, Map<Quota, Integer> quotas, Store store, Specs specs, Clock clock) {
  private static final int MAX_PAGE = 100;
  private static final int MAX_NAME = 255;

  Map<String, @Nullable Object> create(Call call) {
    call.members()
        .only(Set.of("clientToken", call.operation().kind().nameMember(), "spec", "tags"));
    var name = name(call);
    checkIsNoStep(name);
    var spec = specs.of(call, name);
    var tags = call.members().list("tags").map(Tagging::tags).orElse(Tags.NONE);
    return change(
        call,
        (content, now) -> {
          var parent = parent(content, name);
          if (content.find(name).isPresent()) {
            throw account.exists(name);
          }
          checkQuota(name.kind().quota(), () -> content.count(name.kind(), name.parent()) + 1);
          checkUse(content, name, parent, spec);
          return Resource.created(name, spec, tags, now);
        });
  }

  Map<String, @Nullable Object> describe(Call call) {
    var name = name(call);
    return data(store.read(view -> find(view, name)));
  }

  Map<String, @Nullable Object> update(Call call) {
    call.members().only(Set.of("clientToken", "spec"));
    var name = name(call);
    var spec = specs.of(call, name);
    return change(
        call,
        (content, now) -> {
          var resource = find(content, name);
          checkUse(content, name, parent(content, name), spec);
          MatchPorts.checkChildren(content, name, spec);
          return resource.updated(spec, now);
        });
  }

  Map<String, @Nullable Object> delete(Call call) {
    var name = name(call);
    return data(
        store.atomically(
            content -> {
              var resource = find(content, name);
              for (var kind : name.kind().children()) {
                if (!content.children(kind, name, "", 1).isEmpty()) {
                  throw account.inUse(name, kind);
                }
              }
              References.checkUnused(content, name);
              content.remove(name);
              return resource.deleted(clock.instant());
            }));
  }

  Map<String, @Nullable Object> list(Call call) {
    checkOwner(call);
    var kind = call.operation().kind();
    var parent = kind.parent() == null ? null : named(call, kind.parent());
    var paging = Paging.of(call, ResourceName.path(parent), MAX_PAGE);
    var found =
        store.read(
            view -> {
              if (parent != null) {
                find(view, parent);
              }
              return view.children(kind, parent, paging.after(), paging.limit() + 1);
            });
    return paging.answer(
        kind.listMember(), found, it -> it.name().own(), it -> Representation.ref(account, it));
  }

  /** The resource that the call names, if its owner and its client token are valid. */
  private ResourceName name(Call call) {
    checkOwner(call);
    Idempotency.check(call);
    return named(call, call.operation().kind());
  }

  /** The resource or parent of this kind that the call names (API type ResourceName). */
  private static ResourceName named(Call call, ResourceKind kind) {
    var parent = kind.parent() == null ? null : named(call, kind.parent());
    return new ResourceName(kind, parent, checked(kind.nameMember(), call.name(kind)));
  }

  private static String checked(String member, @Nullable String name) {
    if (name == null) {
      throw ApiError.badRequest(member + " is required.");
    }
    if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME) {
      throw ApiError.badRequest(member + " must have 1 to 255 characters.");
    }
    if (name.contains("/")) {
      throw ApiError.badRequest(member + " must not contain a slash: it is a name, not an ARN.");
    }
    if (name.indexOf('\0') >= 0) {
      throw ApiError.badRequest(member + " must not contain the character NUL.");
    }
    return name;
  }

  /**
   * AWS's clients sign a path without such steps and send it, so that none of them could ever
   * delete the resource.
   */
  private static void checkIsNoStep(ResourceName name) {
    if (name.own().equals(".") || name.own().equals("..")) {
      throw ApiError.badRequest(
          "%s must not be %s: clients take it for a step in a path."
              .formatted(name.kind().nameMember(), name.own()));
    }
  }

  /** Of the operations on meshes, only DescribeMesh has the parameter meshOwner. */
  private void checkOwner(Call call) {
    var operation = call.operation();
    if (operation.kind() != ResourceKind.MESH || operation == Operation.DESCRIBE_MESH) {
      account.checkOwner(call);
    }
  }

  /** The resource; its parents must exist, too. */
  private Resource find(View view, ResourceName name) {
    parent(view, name);
    return view.find(name).orElseThrow(() -> account.notFound(name));
  }

  private @Nullable Resource parent(View view, ResourceName name) {
    return name.parent() == null ? null : find(view, name.parent());
  }

  /** What the spec needs of the resources around it. */
  private void checkUse(
      View view, ResourceName name, @Nullable Resource parent, Map<String, Object> spec) {
    if (parent != null) {
      MatchPorts.check(parent, spec);
    }
    for (var needed : References.in(name, spec)) {
      if (view.find(needed).isEmpty()) {
        throw account.notFound(needed);
      }
    }
    if (spec.get("backends") instanceof List<?> backends) {
      checkQuota(Quota.BACKENDS_PER_VIRTUAL_NODE, backends::size);
    }
  }

  private void checkQuota(Quota quota, IntSupplier number) {
    var most = quotas.get(quota);
    if (most != null && number.getAsInt() > most) {
      throw ApiError.limitExceeded();
    }
  }

  private Map<String, @Nullable Object> change(
      Call call, BiFunction<Content, Instant, Resource> change) {
    return data(Idempotency.once(store, call, clock.instant(), change));
  }

  private Map<String, @Nullable Object> data(Resource resource) {
    return Representation.data(account, resource);
  }
}
