// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses what a page in a browser sends to an endpoint that asks for no signature. The page's own
 * name may lead to this machine (DNS rebinding), but its name is in the header {@code Host}, which
 * a page cannot change, and most of what it sends has the header {@code Origin}. No client of AWS
 * sends that one.
 *
 * @param host name or address at which the endpoint listens
 */
public record LocalRequests(String host) {

  /** Name or address, and port; an IPv6 address is in brackets. */
  private static final Pattern HOST =
      Pattern.compile("(?<host>\\[[^\\]]+]|[^:\\[\\]]+)(:\\d{1,5})?");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0*(:0*){6}:0*1)]");

  /** Throws {@link ApiError} if {@code request} may be from a page. */
  void check(ServerRequest request) {
    var headers = request.headers();
    if (headers.contains(HeaderNames.ORIGIN)) {
      throw ApiError.forbidden(
          "Without signatures, requests with the header Origin, which pages in browsers send, are"
              + " refused.");
    }
    var named =
        headers.contains(HeaderNames.HOST) ? headers.get(HeaderNames.HOST).allValues() : null;
    if (named == null || named.size() != 1 || !isLocal(named.getFirst())) {
      throw ApiError.forbidden(
          "Without signatures, the header Host must name this machine: localhost, 127.0.0.1, [::1]"
              + " or the address of --listen.");
    }
  }

  /** Whether {@code named}, the value of a header Host, is this machine. */
  boolean isLocal(String named) {
    var parts = HOST.matcher(named.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return false;
    }
    var name = parts.group("host");
    var own = host.toLowerCase(Locale.ROOT);
    return LOOPBACK.matcher(name).matches()
        || name.equals(own.contains(":") ? "[" + own + "]" : own);
  }
}
