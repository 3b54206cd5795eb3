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
 * Creates resources within the quotas.
 *
 * @param account owns the resources
 * @param quotas the maximum number of resources; unlimited for quotas that are not in it
 */
record Creation(Account account, Map<Quota, Integer> quotas) {

  /**
   * A new resource; throws {@link ApiError} if one with its name exists or the quota is exhausted.
   */
  Resource of(
      Content content, ResourceName name, Map<String, Object> spec, Tags tags, Instant now) {
    if (content.find(name).isPresent()) {
      throw account.exists(name);
    }
    var quota = quotas.get(quota(name));
    if (quota != null && content.count(name.parent()) >= quota) {
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
