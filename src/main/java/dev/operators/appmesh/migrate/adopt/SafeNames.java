// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names for resources: the names of their gateways, changed where Kubernetes requires it. If
 * several would have the same name, a part of a digest of mesh and name is appended, except for the
 * gateway that already has this name. A name does not depend on the order of the gateways.
 */
final class SafeNames {

  private static final int LONGEST = 253;
  private static final int DIGEST = 8;

  private SafeNames() {}

  /** The name of each, in the same order. */
  static List<String> of(List<FoundGateway> gateways) {
    Map<String, List<FoundGateway>> claims =
        gateways.stream().collect(Collectors.groupingBy(it -> safe(it.name())));
    return gateways.stream()
        .map(
            it -> {
              var name = safe(it.name());
              return isSettled(it, name, claims.getOrDefault(name, List.of()))
                  ? name
                  : cut(name, LONGEST - DIGEST - 1) + "-" + digest(it);
            })
        .toList();
  }

  private static boolean isSettled(FoundGateway gateway, String name, List<FoundGateway> claims) {
    var owners = claims.stream().filter(it -> it.name().equals(name)).toList();
    return claims.size() == 1 || (owners.size() == 1 && owners.getFirst().equals(gateway));
  }

  /** Consists of lower-case letters, digits and hyphens; begins and ends with a letter or digit. */
  private static String safe(String name) {
    var safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
    var cut = cut(safe, LONGEST);
    return cut.isEmpty() ? "gateway" : cut;
  }

  private static String cut(String name, int longest) {
    return name.substring(0, Math.min(name.length(), longest)).replaceAll("-+$", "");
  }

  private static String digest(FoundGateway gateway) {
    try {
      var identity = gateway.meshOwner() + "/" + gateway.meshName() + "/" + gateway.name();
      var hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
