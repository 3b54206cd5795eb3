// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.Optional;

/** Whether the mesh service can be reached, as far as the latest calls show. */
@FunctionalInterface
public interface Availability {

  /** The current outage; empty while the service answers, even with errors. */
  Optional<Outage> outage();
}
