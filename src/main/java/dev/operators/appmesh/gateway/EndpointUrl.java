// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Which URLs may be used as an endpoint. */
public final class EndpointUrl {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private EndpointUrl() {}

  /**
   * The problem with a URL, as text that follows the name of the setting; empty if there is none.
   *
   * @param allowPlain whether plain http to other machines is allowed
   */
  public static Optional<String> problem(URI url, boolean allowPlain) {
    var scheme = url.getScheme();
    var host = url.getHost();
    if (host == null || (!"http".equals(scheme) && !"https".equals(scheme))) {
      return Optional.of("must be an http or https URL with a host, not " + url);
    }
    if (scheme.equals("http") && !LOOPBACK.contains(host) && !allowPlain) {
      return Optional.of(
          url
              + " would send requests unencrypted: use https, or allow it with"
              + " --allow-unsafe-aws-endpoint-urls");
    }
    return Optional.empty();
  }
}
