// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.access.Signature;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.JsonCodec;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.endpoint.store.Store.Content;
import dev.operators.appmesh.endpoint.store.Store.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Client tokens: a repeated call gets the response of the first one. */
final class Idempotency {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,36}");

  private Idempotency() {}

  /**
   * Executes {@code change}, or returns its earlier result if the call is repeated. A call is
   * forgotten when the resource that it returned is deleted. Throws {@link ApiError} if its token
   * was used with another request.
   */
  static Resource once(
      Store store, Call call, Instant now, BiFunction<Content, Instant, Resource> change) {
    var request = Signature.sha256(JsonCodec.write(List.of(call.names(), call.body())));
    return store.atomically(
        content -> {
          var before = before(content, call, now);
          if (before.isPresent()) {
            if (!before.get().request().equals(request)) {
              throw ApiError.tokenReused();
            }
            return before.get().result();
          }
          var result = change.apply(content, now);
          content.put(result);
          content.forget(now.minus(KEPT));
          if (call.clientToken() != null) {
            content.remember(
                new Remembered(call.operation(), call.clientToken(), request, result, now));
          }
          return result;
        });
  }

  private static Optional<Remembered> before(Content content, Call call, Instant now) {
    return Optional.ofNullable(call.clientToken())
        .flatMap(token -> content.remembered(call.operation(), token))
        .filter(known -> !known.at().isBefore(now.minus(KEPT)))
        .filter(known -> exists(content, known.result()));
  }

  static void check(Call call) {
    if (call.clientToken() != null && !TOKEN.matcher(call.clientToken()).matches()) {
      throw ApiError.badRequest(
          "clientToken must be 1 to 36 letters, numbers, hyphens and underscores.");
    }
  }

  private static boolean exists(Content content, Resource result) {
    return content.find(result.name()).filter(now -> now.uid().equals(result.uid())).isPresent();
  }
}
