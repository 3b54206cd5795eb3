// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Paging;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.shape.GatewayRouteShapes;
import dev.operators.appmesh.endpoint.shape.ShapeCheck;
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

/** The operations on gateway routes. */
record GatewayRoutes(
    Account account, Creation creation, Store store, Clock clock, Representation representation) {
  private static final int MAX_PAGE = 100;

  Map<String, @Nullable Object> create(Call call) {
    call.members().only(Set.of("clientToken", "gatewayRouteName", "spec", "tags"));
    account.checkOwner(call);
    Idempotency.check(call);
    var name = RequestedResource.route(call);
    var spec = spec(call);
    var tags = call.members().list("tags").map(TagLimits::tags).orElse(Tags.NONE);
    return change(
        call,
        (content, now) -> {
          MatchPorts.check(find(content, name.gateway()), spec);
          return creation.of(content, name, spec, tags, now);
        });
  }

  Map<String, @Nullable Object> describe(Call call) {
    account.checkOwner(call);
    var name = RequestedResource.route(call);
    return representation.data(store.read(view -> find(view, name)));
  }

  Map<String, @Nullable Object> update(Call call) {
    call.members().only(Set.of("clientToken", "spec"));
    account.checkOwner(call);
    Idempotency.check(call);
    var name = RequestedResource.route(call);
    var spec = spec(call);
    return change(
        call,
        (content, now) -> {
          var route = find(content, name);
          MatchPorts.check(find(content, name.gateway()), spec);
          return route.updated(spec, now);
        });
  }

  Map<String, @Nullable Object> delete(Call call) {
    account.checkOwner(call);
    var name = RequestedResource.route(call);
    return representation.data(
        store.atomically(
            content -> {
              var route = find(content, name);
              content.remove(name);
              return route.deleted(clock.instant());
            }));
  }

  Map<String, @Nullable Object> list(Call call) {
    account.checkOwner(call);
    var gateway = RequestedResource.gateway(call);
    var paging = Paging.of(call, account.arn(gateway), MAX_PAGE);
    var routes =
        store.read(
            view -> {
              find(view, gateway);
              return view.children(gateway, paging.after(), paging.limit() + 1);
            });
    return paging.answer("gatewayRoutes", routes, route -> route.name().own(), representation::ref);
  }

  private static Map<String, Object> spec(Call call) {
    var spec = call.members().requiredStructure("spec").values();
    ShapeCheck.check(GatewayRouteShapes.SPEC, "spec", spec);
    return spec;
  }

  /** The resource; its parents must exist, too. */
  private Resource find(View view, ResourceName name) {
    var parent = name.parent();
    if (parent != null) {
      find(view, parent);
    }
    return view.find(name).orElseThrow(() -> account.notFound(name));
  }

  private Map<String, @Nullable Object> change(
      Call call, BiFunction<Content, Instant, Resource> change) {
    return representation.data(Idempotency.once(store, call, clock.instant(), change));
  }
}
