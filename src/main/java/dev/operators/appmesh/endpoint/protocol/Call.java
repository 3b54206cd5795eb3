// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API, routed and parsed but not yet checked.
 *
 * @param operation what is asked for
 * @param meshName name of the mesh, from the path or the body; null where the request has none
 * @param virtualGatewayName name of the gateway, from the path or the body; null where the request
 *     has none
 * @param gatewayRouteName name of the gateway route, from the path or the body; null where the
 *     request has none
 * @param clientToken the idempotency token; null where the request has none
 * @param target path and query as they came, percent-encoded
 * @param query decoded query parameters; of a repeated one the first
 * @param body the JSON body without its null members; empty where the operation has none
 */
public record Call(
    Operation operation,
    @Nullable String meshName,
    @Nullable String virtualGatewayName,
    @Nullable String gatewayRouteName,
    @Nullable String clientToken,
    String target,
    Map<String, String> query,
    Map<String, Object> body) {

  public JsonMembers members() {
    return new JsonMembers("", body);
  }
}
