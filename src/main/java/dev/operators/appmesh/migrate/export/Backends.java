// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads backends: {@code NAME=HOST[:PORT]}, each followed by options: {@code prefix=/PATH}, {@code
 * tls}, {@code tls=false}, {@code sni=NAME}, {@code port-name=NAME}.
 */
public final class Backends {

  private static final Set<String> OPTIONS = Set.of("prefix", "tls", "sni", "port-name");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern PLACE =
      Pattern.compile("(?<host>[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+])(:(?<port>[0-9]{1,5}))?");

  private Backends() {}

  /**
   * Reads them.
   *
   * @param items the parts between commas, in order
   * @throws IllegalArgumentException if an item is wrong; the message names it
   */
  public static List<ExportBackend> parse(List<String> items) {
    var backends = new LinkedHashMap<String, Map<String, String>>();
    Map<String, String> options = Map.of();
    for (var item : items) {
      var name = item.contains("=") ? item.substring(0, item.indexOf('=')) : item;
      var value = item.contains("=") ? item.substring(item.indexOf('=') + 1) : "true";
      if (OPTIONS.contains(name)) {
        require(!options.isEmpty(), item, "there is no backend that it could be of");
        require(options.putIfAbsent(name, value) == null, item, "said twice of one backend");
      } else {
        require(item.contains("="), item, "not NAME=HOST:PORT, nor prefix, tls, sni or port-name");
        require(NAME.matcher(name).matches(), item, "a name has 1 to 63 of a-z, 0-9 and -");
        options = new HashMap<>(Map.of("place", value));
        require(backends.put(name, options) == null, item, "there is a backend of that name");
      }
    }
    var parsed = new ArrayList<ExportBackend>();
    backends.forEach((name, given) -> parsed.add(backend(name, given)));
    return List.copyOf(parsed);
  }

  private static ExportBackend backend(String name, Map<String, String> options) {
    var place = options.getOrDefault("place", "");
    var matcher = PLACE.matcher(place);
    require(matcher.matches(), name + "=" + place, "not NAME=HOST:PORT");
    var host = matcher.group("host");
    var port = matcher.group("port") == null ? null : Integer.valueOf(matcher.group("port"));
    require(port == null || (port >= 1 && port <= 65535), name + "=" + place, "no port 1 to 65535");
    var prefix = options.getOrDefault("prefix", "/");
    require(prefix.startsWith("/"), "prefix=" + prefix, "a prefix begins with /");
    return new ExportBackend(
        name,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port,
        prefix,
        tls(options.get("tls")),
        notEmpty("sni", options),
        notEmpty("port-name", options));
  }

  private static @Nullable Boolean tls(@Nullable String value) {
    require(
        value == null || value.equals("true") || value.equals("false"),
        "tls=" + value,
        "neither true nor false");
    return value == null ? null : Boolean.valueOf(value);
  }

  private static @Nullable String notEmpty(String option, Map<String, String> options) {
    var value = options.get(option);
    require(value == null || (!value.isEmpty() && !value.equals("true")), option, "has no value");
    return value;
  }

  private static void require(boolean met, String item, String problem) {
    if (!met) {
      throw new IllegalArgumentException("'" + item + "': " + problem);
    }
  }
}
