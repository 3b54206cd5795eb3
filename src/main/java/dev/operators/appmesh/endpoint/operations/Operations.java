// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.settings.Quota;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.rules.RuleBook;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executes calls. */
public final class Operations {
  private final Meshes meshes;
  private final VirtualGateways gateways;
  private final GatewayRoutes routes;
  private final Tagging tagging;

  /**
   * @param account owns the resources
   * @param quotas the maximum number of resources; unlimited for quotas that are not in it
   * @param store holds the resources
   * @param rules for the specs of virtual gateways
   * @param clock for the times in the resources and the age of client tokens
   */
  public Operations(
      Account account, Map<Quota, Integer> quotas, Store store, RuleBook rules, Clock clock) {
    var creation = new Creation(account, quotas);
    var representation = new Representation(account);
    // The API shows milliseconds; the stored times must not be more precise.
    var millis = Clock.tick(clock, Duration.ofMillis(1));
    meshes = new Meshes(account, creation, store, millis, representation);
    gateways =
        new VirtualGateways(
            account, creation, store, millis, representation, new GatewaySpecs(rules));
    routes = new GatewayRoutes(account, creation, store, millis, representation);
    tagging = new Tagging(account, store);
  }

  /** Creates the mesh if it does not exist. */
  public void ensureMesh(String name) {
    meshes.ensure(name);
  }

  /** Executes the call and returns the body of the response; throws {@link ApiError}. */
  public Map<String, @Nullable Object> answer(Call call) {
    return switch (call.operation()) {
      case CREATE_MESH -> meshes.create(call);
      case DESCRIBE_MESH -> meshes.describe(call);
      case UPDATE_MESH -> meshes.update(call);
      case DELETE_MESH -> meshes.delete(call);
      case LIST_MESHES -> meshes.list(call);
      case CREATE_VIRTUAL_GATEWAY -> gateways.create(call);
      case DESCRIBE_VIRTUAL_GATEWAY -> gateways.describe(call);
      case UPDATE_VIRTUAL_GATEWAY -> gateways.update(call);
      case DELETE_VIRTUAL_GATEWAY -> gateways.delete(call);
      case LIST_VIRTUAL_GATEWAYS -> gateways.list(call);
      case CREATE_GATEWAY_ROUTE -> routes.create(call);
      case DESCRIBE_GATEWAY_ROUTE -> routes.describe(call);
      case UPDATE_GATEWAY_ROUTE -> routes.update(call);
      case DELETE_GATEWAY_ROUTE -> routes.delete(call);
      case LIST_GATEWAY_ROUTES -> routes.list(call);
      case TAG_RESOURCE -> tagging.tag(call);
      case UNTAG_RESOURCE -> tagging.untag(call);
      case LIST_TAGS_FOR_RESOURCE -> tagging.list(call);
    };
  }
}
