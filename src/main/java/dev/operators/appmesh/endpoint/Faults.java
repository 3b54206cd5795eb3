// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

/** Decides which calls the endpoint treats badly; asked once for each call that it can route. */
@FunctionalInterface
public interface Faults {

  /** A service without faults. */
  Faults NONE = call -> new Fault.None();

  /** What happens to {@code call}. Must be safe for use by many threads. */
  Fault decide(Call call);
}
