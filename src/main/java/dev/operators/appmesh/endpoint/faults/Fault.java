// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.faults;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import java.time.Duration;

/** What the endpoint does to a call instead of simply answering it. */
public sealed interface Fault {

  /** Nothing: the call is answered. */
  record None() implements Fault {}

  /** The call has no effect and is answered with {@code error}. */
  record Fail(ApiError error) implements Fault {}

  /** The call has no effect and the connection is closed without an answer. */
  record CutBefore() implements Fault {}

  /** The call takes effect and the connection is closed without an answer. */
  record CutAfter() implements Fault {}

  /** The call is answered after {@code time}. */
  record Delay(Duration time) implements Fault {}
}
