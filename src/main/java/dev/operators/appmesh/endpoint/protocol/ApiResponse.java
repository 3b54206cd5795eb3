// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way out.
 *
 * @param requestId a UUID of its own for each answer
 * @param status HTTP status
 * @param error name of the error; null for a success
 * @param members members of the JSON body
 */
public record ApiResponse(
    String requestId, int status, @Nullable String error, Map<String, @Nullable Object> members) {

  public static ApiResponse of(Map<String, @Nullable Object> members) {
    return new ApiResponse(UUID.randomUUID().toString(), 200, null, members);
  }

  public static ApiResponse of(ApiError error) {
    return new ApiResponse(
        UUID.randomUUID().toString(),
        error.status(),
        error.code(),
        Map.of("message", error.message()));
  }

  public byte[] body() {
    return JsonCodec.write(members);
  }
}
