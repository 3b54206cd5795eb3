// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.Optional;

/** Whether the mesh service can be reached at all, as its last calls have shown. */
@FunctionalInterface
public interface Availability {

  /** The outage that lasts now; empty while the service answers, whatever it answers. */
  Optional<Outage> outage();
}
