// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.migrate.Verdict;

/** The TLS settings of a listener whose mode is DISABLED. */
public final class DisabledTls {

  private DisabledTls() {}

  /** Adds the findings for them. */
  public static void note(Place tls) {
    tls.at("mode").kept();
    for (var part : new String[] {"certificate", "validation"}) {
      tls.at(part).all(Verdict.KEPT, "had no effect in mode DISABLED: not written");
    }
  }
}
