// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import org.jspecify.annotations.Nullable;

/** The resource that a call names (API type ResourceName). */
final class RequestedResource {
  private static final int MAX = 255;

  private RequestedResource() {}

  /** The resource or parent of this kind. */
  static ResourceName of(Call call, ResourceKind kind) {
    var parent = kind.parent() == null ? null : of(call, kind.parent());
    return new ResourceName(kind, parent, checked(kind.nameMember(), call.name(kind)));
  }

  private static String checked(String member, @Nullable String name) {
    if (name == null) {
      throw ApiError.badRequest(member + " is required.");
    }
    if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX) {
      throw ApiError.badRequest(member + " must have 1 to 255 characters.");
    }
    if (name.contains("/")) {
      throw ApiError.badRequest(member + " must not contain a slash: it is a name, not an ARN.");
    }
    if (name.indexOf('\0') >= 0) {
      throw ApiError.badRequest(member + " must not contain the character NUL.");
    }
    return name;
  }
}
