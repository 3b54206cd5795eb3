// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.gateway.Availability;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Whether App Mesh is gone for so long that it may not come back.
 *
 * @param after how long nobody has answered then
 */
public record Retirement(Availability availability, Duration after, InstantSource clock) {

  /** How App Mesh is, as far as the last calls show. */
  public enum State {
    /** It answers. */
    UP,
    /** Nobody answers, which may pass. */
    DOWN,
    /** Nobody answers for so long that every resource should say so. */
    RETIRED
  }

  /** The state now. */
  public State state() {
    return availability
        .outage()
        .map(
            outage ->
                clock.instant().isBefore(outage.since().plus(after)) ? State.DOWN : State.RETIRED)
        .orElse(State.UP);
  }
}
