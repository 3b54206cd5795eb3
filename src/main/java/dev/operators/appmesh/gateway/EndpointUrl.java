// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What may be the address of an endpoint. */
public final class EndpointUrl {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private EndpointUrl() {}

  /**
   * What is wrong with it, in words that follow the name of the setting; empty if nothing is.
   *
   * @param allowPlain whether plain http may leave the machine
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
              + " would send requests in the clear: use https, or permit it with"
              + " --allow-unsafe-aws-endpoint-urls");
    }
    return Optional.empty();
  }
}
