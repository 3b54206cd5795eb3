// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.faults;

import dev.operators.appmesh.endpoint.protocol.Call;

/** Decides which calls the endpoint treats badly; asked once for each call that it can route. */
@FunctionalInterface
public interface Faults {

  /** A service without faults. */
  Faults NONE = call -> new Fault.None();

  /** First what {@code this} says, and if that is nothing what {@code next} says. */
  default Faults or(Faults next) {
    return call -> {
      var fault = decide(call);
      return fault instanceof Fault.None ? next.decide(call) : fault;
    };
  }

  /** What happens to {@code call}. Must be safe for use by many threads. */
  Fault decide(Call call);
}
