// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.settings.Quota;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store.Content;
import dev.operators.appmesh.model.Tags;
import java.time.Instant;
import java.util.Map;

/**
 * What all creations have in common.
 *
 * @param quotas how many of a kind there may be; any number of what is not named
 */
record Creation(Account account, Map<Quota, Integer> quotas) {

  /**
   * A resource that is not there yet; throws {@link ApiError} if there is one of its name, or
   * enough of its kind.
   */
  Resource of(
      Content content, ResourceName name, Map<String, Object> spec, Tags tags, Instant now) {
    if (content.find(name).isPresent()) {
      throw account.exists(name);
    }
    var most = quotas.get(quota(name));
    if (most != null && content.count(name.parent()) >= most) {
      throw ApiError.limitExceeded();
    }
    return Resource.created(name, spec, tags, now);
  }

  private static Quota quota(ResourceName created) {
    return switch (created) {
      case ResourceName.Mesh _ -> Quota.MESHES_PER_ACCOUNT;
      case ResourceName.Gateway _ -> Quota.VIRTUAL_GATEWAYS_PER_MESH;
      case ResourceName.GatewayRoute _ -> Quota.GATEWAY_ROUTES_PER_VIRTUAL_GATEWAY;
    };
  }
}
