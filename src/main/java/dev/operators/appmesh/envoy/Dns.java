// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.model.Ordered;
import org.jspecify.annotations.Nullable;

/** How Envoy finds the endpoints of a virtual node by DNS. */
final class Dns {

  private Dns() {}

  /**
   * The members of a cluster.
   *
   * @param ipPreference that of the node, or that of the mesh
   */
  static Ordered cluster(String name, NodeSpec.Dns dns, long port, @Nullable String ipPreference) {
    return map("type", "ENDPOINTS".equals(dns.responseType()) ? "STRICT_DNS" : "LOGICAL_DNS")
        .with("dns_lookup_family", family(ipPreference))
        .with("typed_dns_resolver_config", resolver())
        .with("load_assignment", Endpoints.one(name, Endpoints.socket(host(dns.hostname()), port)));
  }

  /**
   * The dot at the end keeps the resolver from trying the search domains, as in App Mesh. A name of
   * one label, such as localhost, is whole only with them, or in the hosts file.
   */
  private static String host(String hostname) {
    var isAsItIs =
        !hostname.contains(".")
            || hostname.endsWith(".")
            || SubjectName.of(hostname).kind() == SubjectName.Kind.IP_ADDRESS;
    return isAsItIs ? hostname : hostname + ".";
  }

  /** Envoy's default is IPv6 where there is an address of it, as App Mesh's was. */
  private static @Nullable String family(@Nullable String ipPreference) {
    return switch (ipPreference) {
      case "IPv4_ONLY" -> "V4_ONLY";
      case "IPv4_PREFERRED" -> "V4_PREFERRED";
      case "IPv6_ONLY" -> "V6_ONLY";
      case null, default -> null;
    };
  }

  /** By default a server that is silent keeps a new cluster, and all that follows, for 75 s. */
  private static Ordered resolver() {
    return map("name", "envoy.network.dns_resolver.cares")
        .with(
            "typed_config",
            Typed.config(
                "network.dns_resolver.cares.v3.CaresDnsResolverConfig",
                map("query_timeout_seconds", 1, "query_tries", 2)));
  }
}
