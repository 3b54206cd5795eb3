// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * Authenticates and authorizes callers.
 *
 * @param account owns the resources
 * @param check authenticates callers; empty to accept everybody on this machine
 * @param local refuses pages in browsers, which are not asked for a signature
 */
public record AccessControl(Account account, Optional<SignatureCheck> check, LocalRequests local) {
  private static final Caller ANYBODY = new Caller("anybody", false);

  /** The sender of {@code request}; throws {@link ApiError} if it is not authenticated. */
  public Caller caller(ServerRequest request, byte[] body) {
    if (check.isEmpty()) {
      local.check(request);
      return ANYBODY;
    }
    return check.get().caller(RequestHead.of(request), body);
  }

  /** Rejects writes of a read-only caller with App Mesh's own error. */
  public void permit(Caller caller, Call call) {
    if (caller.readOnly() && !call.operation().isRead()) {
      throw ApiError.accessDenied(
          "User: %s is not authorized to perform: appmesh:%s on resource: %s"
              .formatted(account.user(caller.name()), call.operation(), resource(call)));
    }
  }

  private String resource(Call call) {
    ResourceName name = null;
    for (var kind : ResourceKind.values()) {
      var own = call.name(kind);
      if (own != null && kind.parent() == (name == null ? null : name.kind())) {
        name = new ResourceName(kind, name, own);
      }
    }
    return name == null ? call.query().getOrDefault("resourceArn", "*") : account.arn(name);
  }
}
