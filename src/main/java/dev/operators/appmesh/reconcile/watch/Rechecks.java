// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import java.time.Instant;

/** What a watch asks of the loop. */
public interface Rechecks {

  /** Has the gateway of {@code resource} looked at soon, whatever is known of it. */
  void recheck(VirtualGateway resource);

  /** Has {@code resource} worked on soon. One that is known to be in sync rests. */
  void nudge(VirtualGateway resource);

  /** When the last pass over {@code resource} ended; long ago if this process has seen none. */
  Instant lastPass(VirtualGateway resource);
}
