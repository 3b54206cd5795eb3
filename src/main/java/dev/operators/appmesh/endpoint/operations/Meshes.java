// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.endpoint.protocol.Paging;
import dev.operators.appmesh.endpoint.protocol.ResourceName.Mesh;
import dev.operators.appmesh.endpoint.shape.ShapeCheck;
import dev.operators.appmesh.endpoint.shape.SpecShapes;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.endpoint.store.Store.Content;
import dev.operators.appmesh.endpoint.store.Store.View;
import dev.operators.appmesh.model.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The operations on meshes. */
record Meshes(
    Account account, Creation creation, Store store, Clock clock, Representation representation) {
  private static final int MAX_PAGE = 100;

  Map<String, @Nullable Object> create(Call call) {
    call.members().only(Set.of("clientToken", "meshName", "spec", "tags"));
    Idempotency.check(call);
    var name = RequestedResource.mesh(call);
    var spec = spec(call);
    var tags = call.members().list("tags").map(TagLimits::tags).orElse(Tags.NONE);
    return change(
        call,
        (content, now) -> {
          return creation.of(content, name, spec, tags, now);
        });
  }

  /** Creates the mesh if it does not exist. */
  void ensure(String meshName) {
    var mesh = new Mesh(meshName);
    store.atomically(
        content -> {
          if (content.find(mesh).isEmpty()) {
            content.put(Resource.created(mesh, Map.of(), Tags.NONE, clock.instant()));
          }
          return mesh;
        });
  }

  Map<String, @Nullable Object> describe(Call call) {
    account.checkOwner(call);
    var name = RequestedResource.mesh(call);
    return representation.data(store.read(view -> find(view, name)));
  }

  Map<String, @Nullable Object> update(Call call) {
    call.members().only(Set.of("clientToken", "spec"));
    Idempotency.check(call);
    var name = RequestedResource.mesh(call);
    var spec = spec(call);
    return change(call, (content, now) -> find(content, name).updated(spec, now));
  }

  Map<String, @Nullable Object> delete(Call call) {
    var name = RequestedResource.mesh(call);
    return representation.data(
        store.atomically(
            content -> {
              var mesh = find(content, name);
              if (!content.children(name, "", 1).isEmpty()) {
                throw ApiError.resourceInUse(
                    "Mesh %s for account %s has active VirtualGateways, please delete"
                            .formatted(name.own(), account.id())
                        + " VirtualGateways before deleting the Mesh");
              }
              content.remove(name);
              return mesh.deleted(clock.instant());
            }));
  }

  Map<String, @Nullable Object> list(Call call) {
    var paging = Paging.of(call, "", MAX_PAGE);
    var meshes = store.read(view -> view.children(null, paging.after(), paging.limit() + 1));
    return paging.answer("meshes", meshes, mesh -> mesh.name().own(), representation::ref);
  }

  /** The spec, empty if the call has none. */
  private static Map<String, Object> spec(Call call) {
    var spec = call.members().structure("spec").map(JsonMembers::values).orElse(Map.of());
    ShapeCheck.check(SpecShapes.MESH_SPEC, "spec", spec);
    return spec;
  }

  private Resource find(View view, Mesh name) {
    return view.find(name).orElseThrow(() -> account.notFound(name));
  }

  private Map<String, @Nullable Object> change(
      Call call, BiFunction<Content, Instant, Resource> change) {
    return representation.data(Idempotency.once(store, call, clock.instant(), change));
  }
}
