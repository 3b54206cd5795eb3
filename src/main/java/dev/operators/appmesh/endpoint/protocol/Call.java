// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed request of the API. Its members are not checked yet.
 *
 * @param operation the operation
 * @param names the own names of the resource and its parents, from the path or the body
 * @param clientToken the idempotency token; null if the request has none
 * @param target path and query as received, percent-encoded
 * @param query decoded query parameters; the first value of a repeated one
 * @param body the JSON body without null members; empty if the operation has none
 */
public record Call(
    Operation operation,
    Map<ResourceKind, String> names,
    @Nullable String clientToken,
    String target,
    Map<String, String> query,
    Map<String, Object> body) {

  /** The own name of the resource or parent of this kind; null if the request has none. */
  public @Nullable String name(ResourceKind kind) {
    return names.get(kind);
  }

  /** The members of the body. */
  public JsonMembers members() {
    return new JsonMembers("", body);
  }
}
