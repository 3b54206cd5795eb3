// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What became of a call, as a client shows it. */
public sealed interface ApiAnswer {

  /** A success; the members as the API's model names them, times as seconds of the epoch. */
  record Output(JsonNode members) implements ApiAnswer {}

  /**
   * An error answer.
   *
   * @param status HTTP status; null where the client does not show it
   */
  record Refusal(@Nullable Integer status, String code, String message) implements ApiAnswer {}

  /** The client could not send the input, or not read the answer. */
  record Unsent(String reason) implements ApiAnswer {}
}
