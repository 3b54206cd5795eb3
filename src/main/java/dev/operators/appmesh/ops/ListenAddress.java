// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

/**
 * Where to listen.
 *
 * @param host name or address to bind to
 * @param port 0 to 65535; 0 takes any that is free
 */
public record ListenAddress(String host, int port) {

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException if {@code text} is something else
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port >= 0 && port <= 65535) {
        return new ListenAddress(text.substring(0, colon), port);
      }
    } catch (NumberFormatException e) {
      throw misfit(text);
    }
    throw misfit(text);
  }

  private static IllegalArgumentException misfit(String text) {
    return new IllegalArgumentException("must be host:port, such as 127.0.0.1:8080, not " + text);
  }
}
