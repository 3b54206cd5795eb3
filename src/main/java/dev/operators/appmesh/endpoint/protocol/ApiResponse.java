// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A response of the API.
 *
 * @param requestId a new UUID
 * @param status HTTP status
 * @param error code of the error; null for a success
 * @param members members of the JSON body
 */
public record ApiResponse(
    String requestId, int status, @Nullable String error, Map<String, @Nullable Object> members) {

  /** A successful response. */
  public static ApiResponse of(Map<String, @Nullable Object> members) {
    return new ApiResponse(UUID.randomUUID().toString(), 200, null, members);
  }

  /** An error response. */
  public static ApiResponse of(ApiError error) {
    return new ApiResponse(
        UUID.randomUUID().toString(),
        error.status(),
        error.code(),
        Map.of("message", error.message()));
  }

  /** The body as JSON. */
  public byte[] body() {
    return JsonCodec.write(members);
  }
}
