// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * The address at which a server listens.
 *
 * @param host name or address, without the brackets of an IPv6 address
 * @param port 0 to 65535; 0 for any free port
 */
public record ListenAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(\\[(?<six>[0-9a-fA-F:.]+)]|(?<host>[^:\\[\\]\\s]+)):(?<port>\\d{1,5})");

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException if {@code text} has another form
   */
  public static ListenAddress parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group("port")) > 65535) {
      throw new IllegalArgumentException(
          "'" + text + "' is not HOST:PORT, such as 127.0.0.1:8585 or [::1]:8585");
    }
    var six = parts.group("six");
    return new ListenAddress(
        six == null ? parts.group("host") : six, Integer.parseInt(parts.group("port")));
  }

  /** Whether only this machine can reach it. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
