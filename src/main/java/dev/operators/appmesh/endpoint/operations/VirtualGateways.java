// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Paging;
import dev.operators.appmesh.endpoint.protocol.ResourceName.Gateway;
import dev.operators.appmesh.endpoint.protocol.ResourceName.Mesh;
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

/** The operations on virtual gateways. */
record VirtualGateways(
    Account account,
    Creation creation,
    Store store,
    Clock clock,
    Representation representation,
    GatewaySpecs specs) {
  private static final int MAX_PAGE = 100;

  Map<String, @Nullable Object> create(Call call) {
    call.members().only(Set.of("clientToken", "spec", "tags", "virtualGatewayName"));
    account.checkOwner(call);
    Idempotency.check(call);
    var name = RequestedResource.gateway(call);
    var spec = specs.checked(call, name);
    var tags = call.members().list("tags").map(TagLimits::tags).orElse(Tags.NONE);
    return change(
        call,
        (content, now) -> {
          requireMesh(content, name.mesh());
          return creation.of(content, name, spec, tags, now);
        });
  }

  Map<String, @Nullable Object> describe(Call call) {
    account.checkOwner(call);
    var name = RequestedResource.gateway(call);
    return representation.data(store.read(view -> find(view, name)));
  }

  Map<String, @Nullable Object> update(Call call) {
    call.members().only(Set.of("clientToken", "spec"));
    account.checkOwner(call);
    Idempotency.check(call);
    var name = RequestedResource.gateway(call);
    var spec = specs.checked(call, name);
    return change(
        call,
        (content, now) -> {
          var gateway = find(content, name);
          MatchPorts.check(content, name, spec);
          return gateway.updated(spec, now);
        });
  }

  Map<String, @Nullable Object> delete(Call call) {
    account.checkOwner(call);
    var name = RequestedResource.gateway(call);
    return representation.data(
        store.atomically(
            content -> {
              var gateway = find(content, name);
              if (!content.children(name, "", 1).isEmpty()) {
                throw ApiError.resourceInUse(
                    "VirtualGateway %s in mesh %s for account %s has active GatewayRoutes, please"
                            .formatted(name.own(), name.mesh().own(), account.id())
                        + " delete GatewayRoutes before deleting the VirtualGateway");
              }
              content.remove(name);
              return gateway.deleted(clock.instant());
            }));
  }

  Map<String, @Nullable Object> list(Call call) {
    account.checkOwner(call);
    var mesh = RequestedResource.mesh(call);
    var paging = Paging.of(call, mesh.own(), MAX_PAGE);
    var gateways =
        store.read(
            view -> {
              requireMesh(view, mesh);
              return view.children(mesh, paging.after(), paging.limit() + 1);
            });
    return paging.answer(
        "virtualGateways", gateways, gateway -> gateway.name().own(), representation::ref);
  }

  private Resource find(View view, Gateway name) {
    requireMesh(view, name.mesh());
    return view.find(name).orElseThrow(() -> account.notFound(name));
  }

  private void requireMesh(View view, Mesh mesh) {
    if (view.find(mesh).isEmpty()) {
      throw account.notFound(mesh);
    }
  }

  private Map<String, @Nullable Object> change(
      Call call, BiFunction<Content, Instant, Resource> change) {
    return representation.data(Idempotency.once(store, call, clock.instant(), change));
  }
}
