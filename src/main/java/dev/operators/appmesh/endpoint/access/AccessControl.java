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

  /** Who a request says has sent it. */
  public interface Sender {

    /** The sender; throws {@link ApiError} if this body shows that it is not. */
    Caller caller(byte[] body);
  }

  /**
   * Who {@code request} says has sent it, by its head alone, so that no body is read of a request
   * that is refused in any case; throws {@link ApiError} for one.
   */
  public Sender sender(ServerRequest request) {
    if (check.isEmpty()) {
      local.check(request);
      return _ -> ANYBODY;
    }
    return check.get().signed(RequestHead.of(request));
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
