// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.surroundings;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By which proxy a server is reached, as {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}
 * and {@code NO_PROXY} say to kubectl, curl and the AWS CLI: our two client libraries each read
 * them in a way of their own.
 *
 * @param https the proxy to https servers; null for none
 * @param http the proxy to http servers; null for none
 * @param direct the entries of NO_PROXY, in lower case
 */
public record Proxies(@Nullable HttpProxy https, @Nullable HttpProxy http, List<String> direct) {

  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

  /** A host, which may be an IPv6 address in brackets, and a port. */
  private static final Pattern WITH_PORT =
      Pattern.compile("(?<host>\\[[^\\]]+]|[^:]+):(?<port>\\d+)");

  public Proxies {
    direct = List.copyOf(direct);
  }

  /**
   * Those in {@code environment}. Names of variables may be in lower case; an empty variable counts
   * as not set.
   *
   * @throws SurroundingsException if one is not a proxy that can be used
   */
  public static Proxies of(Map<String, String> environment) {
    return new Proxies(
        proxy(environment, "HTTPS_PROXY"),
        proxy(environment, "HTTP_PROXY"),
        value(environment, "NO_PROXY")
            .map(it -> List.of(SEPARATOR.split(it.toLowerCase(Locale.ROOT))))
            .orElse(List.of()));
  }

  private static @Nullable HttpProxy proxy(Map<String, String> environment, String specific) {
    for (var name : List.of(specific, "ALL_PROXY")) {
      var value = value(environment, name);
      if (value.isPresent()) {
        return HttpProxy.of(name, value.get());
      }
    }
    return null;
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return List.of(name, name.toLowerCase(Locale.ROOT)).stream()
        .map(it -> environment.getOrDefault(it, "").strip())
        .filter(it -> !it.isEmpty())
        .findFirst();
  }

  /** Whether there is any. */
  public boolean exist() {
    return https != null || http != null;
  }

  /**
   * The proxy to {@code server}; empty to connect to it directly, as always on this machine.
   *
   * @param server an http or https URL with a host
   */
  public Optional<HttpProxy> to(URI server) {
    var secure = "https".equalsIgnoreCase(server.getScheme());
    var proxy = secure ? https : http;
    var host = bare(server.getHost().toLowerCase(Locale.ROOT));
    int port = server.getPort() < 0 ? (secure ? 443 : 80) : server.getPort();
    return Optional.ofNullable(proxy)
        .filter(_ -> !isLocal(host) && direct.stream().noneMatch(it -> matches(it, host, port)));
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || address(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /** An entry that is malformed matches nothing. */
  private static boolean matches(String entry, String host, int port) {
    var parts = WITH_PORT.matcher(entry);
    if (parts.matches()) {
      return parts.group("port").equals(String.valueOf(port))
          && matches(parts.group("host"), host, port);
    }
    if (entry.contains("/")) {
      return isInNetwork(entry, host);
    }
    var name = bare(entry.replaceFirst("^\\*?\\.", ""));
    var literal = address(name);
    return entry.equals("*")
        || (literal.isPresent()
            ? literal.equals(address(host))
            : !name.isEmpty() && (host.equals(name) || host.endsWith("." + name)));
  }

  /** Whether {@code host} is an address in a network such as {@code 10.0.0.0/8}. */
  private static boolean isInNetwork(String network, String host) {
    var slash = network.indexOf('/');
    var base = address(network.substring(0, slash)).map(InetAddress::getAddress);
    var address = address(host).map(InetAddress::getAddress);
    var length = network.substring(slash + 1);
    if (base.isEmpty() || address.isEmpty() || !length.matches("\\d{1,3}")) {
      return false;
    }
    int bits = Integer.parseInt(length);
    var first = base.get();
    if (first.length != address.get().length || bits > first.length * Byte.SIZE) {
      return false;
    }
    return Arrays.equals(masked(first, bits), masked(address.get(), bits));
  }

  private static byte[] masked(byte[] address, int bits) {
    var network = new byte[address.length];
    for (int i = 0; i < bits; i++) {
      network[i / Byte.SIZE] |= (byte) (address[i / Byte.SIZE] & (0x80 >> (i % Byte.SIZE)));
    }
    return network;
  }

  /** The address that {@code host} is; empty for a name, which is not resolved. */
  private static Optional<InetAddress> address(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
