// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.api.ListenerTls;
import org.jspecify.annotations.Nullable;

/** The TLS modes of listeners. */
public final class ListenerModes {

  private ListenerModes() {}

  /** Whether clients can use TLS. */
  public static boolean speaksTls(Listener listener) {
    return speakTls(listener.tls());
  }

  /** Whether the other side can use TLS, where a listener has these settings; null are none. */
  public static boolean speakTls(@Nullable ListenerTls tls) {
    return tls != null && !mode(tls).equals(ListenerTls.Mode.DISABLED);
  }

  /** Whether clients can use plain text. */
  public static boolean isPermissive(Listener listener) {
    var tls = listener.tls();
    return tls != null && mode(tls).equals(ListenerTls.Mode.PERMISSIVE);
  }

  private static ListenerTls.Mode mode(ListenerTls tls) {
    return ListenerTls.Mode.valueOf(tls.mode());
  }
}
