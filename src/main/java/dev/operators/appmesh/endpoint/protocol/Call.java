// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed request of the API. Its members are not checked yet.
 *
 * @param operation the operation
 * @param meshName name of the mesh, from the path or the body; null if the request has none
 * @param virtualGatewayName name of the virtual gateway, from the path or the body; null if the
 *     request has none
 * @param gatewayRouteName name of the gateway route, from the path or the body; null if the request
 *     has none
 * @param clientToken the idempotency token; null if the request has none
 * @param target path and query as received, percent-encoded
 * @param query decoded query parameters; the first value of a repeated one
 * @param body the JSON body without null members; empty if the operation has none
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

  /** The members of the body. */
  public JsonMembers members() {
    return new JsonMembers("", body);
  }
}
