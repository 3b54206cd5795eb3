// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import dev.operators.appmesh.envoy.SecretDiscovery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bootstrap of an Envoy that gets all else from the control plane.
 *
 * @param gateway its virtual gateway
 * @param host name or address of the control plane
 * @param port of the control plane
 * @param adminHost where Envoy's own interface listens
 * @param adminPort where Envoy's own interface listens
 * @param status where others may ask for its health and statistics; null for nowhere
 * @param authority file on Envoy's disk with the certificates (PEM) by which it trusts the control
 *     plane; null for plain text
 * @param client files of its own certificate; null for none
 * @param region of the signatures of its calls, with the keys of its environment; null for none
 * @param secrets socket of its secret discovery service (SDS) on its disk; null for none
 */
public record EnvoyBootstrap(
    GatewayName gateway,
    String host,
    int port,
    String adminHost,
    int adminPort,
    @Nullable StatusAddress status,
    @Nullable String authority,
    @Nullable ClientFiles client,
    @Nullable String region,
    @Nullable String secrets) {

  static final String TYPES = "type.googleapis.com/envoy.extensions.";
  private static final String CLUSTER = "xds";

  /**
   * Where an Envoy answers whether it is ready, and with its statistics.
   *
   * @param host address to listen on
   * @param port to listen on
   */
  public record StatusAddress(String host, int port) {}

  /**
   * The files of an Envoy's own certificate, on its disk.
   *
   * @param certificate in PEM
   * @param key in PEM
   */
  public record ClientFiles(String certificate, String key) {}

  /** As a tree. */
  public Map<String, Object> tree() {
    var fromControlPlane =
        ordered("ads", Map.of(), "resource_api_version", "V3", "initial_fetch_timeout", "0s");
    return ordered(
        "node",
        ordered("id", gateway.toString(), "cluster", gateway.toString()),
        "admin",
        Map.of("address", address(adminHost, adminPort)),
        // Envoy's own bound of 100 refuses usual regular expressions, and the routes beside them.
        "layered_runtime",
        Map.of(
            "layers",
            List.of(
                ordered(
                    "name",
                    "static",
                    "static_layer",
                    Map.of("re2.max_program_size.error_level", 10_000)))),
        "dynamic_resources",
        ordered(
            "ads_config",
            ordered(
                "api_type",
                "GRPC",
                "transport_api_version",
                "V3",
                "grpc_services",
                List.of(Map.of("envoy_grpc", Map.of("cluster_name", CLUSTER)))),
            "lds_config",
            fromControlPlane,
            "cds_config",
            fromControlPlane),
        "static_resources",
        resources());
  }

  private Map<String, Object> resources() {
    var clusters = new ArrayList<Map<String, Object>>();
    clusters.add(cluster());
    if (secrets != null) {
      clusters.add(SecretDiscovery.cluster(secrets));
    }
    if (status == null) {
      return Map.of("clusters", clusters);
    }
    var listener = new StatusListener(status.host(), status.port());
    clusters.add(listener.cluster(adminHost, adminPort));
    return ordered("listeners", List.of(listener.tree()), "clusters", clusters);
  }

  private Map<String, Object> cluster() {
    var cluster =
        ordered(
            "name",
            CLUSTER,
            "type",
            "STRICT_DNS",
            "connect_timeout",
            "1s",
            "load_assignment",
            endpoint(CLUSTER, host, port),
            "typed_extension_protocol_options",
            Map.of("envoy.extensions.upstreams.http.v3.HttpProtocolOptions", protocol()));
    if (authority != null) {
      cluster.put(
          "transport_socket",
          ordered("name", "envoy.transport_sockets.tls", "typed_config", tls(authority)));
    }
    return cluster;
  }

  private Map<String, Object> protocol() {
    var protocol =
        ordered(
            "@type",
            TYPES + "upstreams.http.v3.HttpProtocolOptions",
            "explicit_http_config",
            Map.of(
                "http2_protocol_options",
                Map.of("connection_keepalive", ordered("interval", "30s", "timeout", "5s"))));
    if (region != null) {
      protocol.put(
          "http_filters",
          List.of(
              filter(
                  "aws_request_signing",
                  ordered(
                      "@type",
                      TYPES + "filters.http.aws_request_signing.v3.AwsRequestSigning",
                      "service_name",
                      "appmesh",
                      "region",
                      region,
                      "use_unsigned_payload",
                      true,
                      "match_excluded_headers",
                      List.of(
                          Map.of("prefix", "x-envoy"),
                          Map.of("prefix", "x-forwarded"),
                          Map.of("exact", "te"),
                          Map.of("prefix", "grpc-"),
                          Map.of("exact", "content-type")))),
              filter(
                  "upstream_codec",
                  ordered("@type", TYPES + "filters.http.upstream_codec.v3.UpstreamCodec"))));
    }
    return protocol;
  }

  static Map<String, Object> filter(String name, Map<String, Object> config) {
    return ordered("name", "envoy.filters.http." + name, "typed_config", config);
  }

  private Map<String, Object> tls(String trusted) {
    var common = new LinkedHashMap<String, Object>();
    if (client != null) {
      common.put(
          "tls_certificates",
          List.of(
              ordered(
                  "certificate_chain", Map.of("filename", client.certificate()),
                  "private_key", Map.of("filename", client.key()))));
    }
    common.put(
        "validation_context",
        ordered(
            "trusted_ca",
            Map.of("filename", trusted),
            "match_typed_subject_alt_names",
            List.of(
                ordered(
                    "san_type",
                    isAddress() ? "IP_ADDRESS" : "DNS",
                    "matcher",
                    Map.of("exact", host)))));
    var context = ordered("@type", TYPES + "transport_sockets.tls.v3.UpstreamTlsContext");
    if (!isAddress()) {
      context.put("sni", host);
    }
    context.put("common_tls_context", common);
    return context;
  }

  private boolean isAddress() {
    return host.contains(":") || host.matches("[\\d.]+");
  }

  static Map<String, Object> endpoint(String cluster, String host, int port) {
    var endpoint = Map.of("endpoint", Map.of("address", address(host, port)));
    return ordered(
        "cluster_name", cluster, "endpoints", List.of(Map.of("lb_endpoints", List.of(endpoint))));
  }

  static Map<String, Object> address(String host, int port) {
    return Map.of("socket_address", ordered("address", host, "port_value", port));
  }

  static Map<String, Object> ordered(Object... members) {
    var ordered = new LinkedHashMap<String, Object>();
    for (int i = 0; i < members.length; i += 2) {
      ordered.put((String) members[i], members[i + 1]);
    }
    return ordered;
  }
}
