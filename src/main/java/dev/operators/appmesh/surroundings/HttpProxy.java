// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.surroundings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param host name or address; an IPv6 address is in brackets
 * @param user null if the proxy asks for none
 * @param password null without a user, or if it has none
 */
public record HttpProxy(String host, int port, @Nullable String user, @Nullable String password) {

  /** As kubectl and the AWS CLI have it; others take 1080. */
  private static final int DEFAULT_PORT = 80;

  private static final int MAX_PORT = 65_535;

  /**
   * The proxy in the environment variable {@code variable}: a URL, or, as other programs accept it,
   * a host with or without a port. A path is ignored.
   *
   * @throws SurroundingsException if it is none
   */
  static HttpProxy of(String variable, String value) {
    var text = value.strip();
    URI url;
    try {
      url = new URI(text.contains("://") ? text : "http://" + text);
    } catch (URISyntaxException e) {
      throw unusable(variable, text, "is not a URL", e);
    }
    if (!"http".equalsIgnoreCase(url.getScheme())) {
      throw unusable(variable, text, "is not a proxy that is spoken to by http", null);
    }
    int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
    if (url.getHost() == null || port == 0 || port > MAX_PORT) {
      throw unusable(variable, text, "has no valid host and port", null);
    }
    var login = url.getRawUserInfo();
    if (login == null || login.isEmpty()) {
      return new HttpProxy(url.getHost(), port, null, null);
    }
    int colon = login.indexOf(':');
    return new HttpProxy(
        url.getHost(),
        port,
        decoded(colon < 0 ? login : login.substring(0, colon)),
        colon < 0 ? null : decoded(login.substring(colon + 1)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static SurroundingsException unusable(
      String variable, String value, String problem, @Nullable Throwable cause) {
    return new SurroundingsException(
        ("%s=%s %s: set it to http://HOST:PORT, or to http://USER:PASSWORD@HOST:PORT with special"
                + " characters percent-encoded, or unset it")
            .formatted(variable, value.replaceFirst("^(.*://)?.*@", "$1***@"), problem),
        cause);
  }

  /** Its URL without user and password, such as {@code http://proxy.example:3128}. */
  public String url() {
    return "http://" + host + ":" + port;
  }

  /** Does not show the password. */
  @Override
  public String toString() {
    return url();
  }
}
