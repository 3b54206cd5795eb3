// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.api.ListenerTls;
import dev.operators.appmesh.migrate.Verdict;

/** Whether listeners speak TLS. */
public final class ListenerModes {

  private ListenerModes() {}

  /** Whether TLS is spoken, at least with those who want it. */
  public static boolean speaksTls(Listener listener) {
    var tls = listener.tls();
    return tls != null && !mode(tls).equals(ListenerTls.Mode.DISABLED);
  }

  /** Whether plain text is spoken with those who do not want TLS. */
  public static boolean isPermissive(Listener listener) {
    var tls = listener.tls();
    return tls != null && mode(tls).equals(ListenerTls.Mode.PERMISSIVE);
  }

  /** Notes what becomes of the TLS of a listener that speaks none. */
  public static void noteDisabled(Place tls) {
    tls.at("mode").kept();
    for (var part : new String[] {"certificate", "validation"}) {
      tls.at(part).all(Verdict.KEPT, "had no effect in mode DISABLED: not written");
    }
  }

  private static ListenerTls.Mode mode(ListenerTls tls) {
    return ListenerTls.Mode.valueOf(tls.mode());
  }
}
