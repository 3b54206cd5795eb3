// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.faults;

import dev.operators.appmesh.endpoint.protocol.Call;

/** Decides about a fault for each call. It is asked once for every call of a known operation. */
@FunctionalInterface
public interface Faults {

  /** No faults. */
  Faults NONE = call -> new Fault.None();

  /** Decides as this does or, if this decides for no fault, as {@code next} does. */
  default Faults or(Faults next) {
    return call -> {
      var fault = decide(call);
      return fault instanceof Fault.None ? next.decide(call) : fault;
    };
  }

  /** The fault for {@code call}. Must be safe for concurrent use. */
  Fault decide(Call call);
}
