// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.faults;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import java.time.Duration;

/** How the endpoint treats a call. */
public sealed interface Fault {

  /** Normally: the call is executed and answered. */
  record None() implements Fault {}

  /** The call is not executed and is answered with {@code error}. */
  record Fail(ApiError error) implements Fault {}

  /** The call is not executed and the connection is closed without an answer. */
  record CutBefore() implements Fault {}

  /** The call is executed and the connection is closed without an answer. */
  record CutAfter() implements Fault {}

  /** The call is executed and answered after {@code time}. */
  record Delay(Duration time) implements Fault {}
}
