// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.api.ListenerTls;
import dev.operators.appmesh.migrate.Verdict;

/** The TLS modes of listeners. */
public final class ListenerModes {

  private ListenerModes() {}

  /** Whether clients can use TLS. */
  public static boolean speaksTls(Listener listener) {
    var tls = listener.tls();
    return tls != null && !mode(tls).equals(ListenerTls.Mode.DISABLED);
  }

  /** Whether clients can use plain text. */
  public static boolean isPermissive(Listener listener) {
    var tls = listener.tls();
    return tls != null && mode(tls).equals(ListenerTls.Mode.PERMISSIVE);
  }

  /** Adds the findings for the TLS settings of a listener without TLS. */
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
