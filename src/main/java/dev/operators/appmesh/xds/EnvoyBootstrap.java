// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.envoy.BackendTlsContext;
import dev.operators.appmesh.envoy.CertificateFiles;
import dev.operators.appmesh.envoy.Endpoints;
import dev.operators.appmesh.envoy.SecretDiscovery;
import dev.operators.appmesh.envoy.SubjectName;
import dev.operators.appmesh.envoy.Typed;
import dev.operators.appmesh.model.Ordered;
import java.util.ArrayList;
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

  private static final String CLUSTER = "xds";
  private static final String HTTP = "upstreams.http.v3.HttpProtocolOptions";

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
        map("ads", Map.of(), "resource_api_version", "V3").with("initial_fetch_timeout", "0s");
    var reconnect = map("retry_back_off", map("base_interval", "0.5s", "max_interval", "5s"));
    var service = map("envoy_grpc", map("cluster_name", CLUSTER).with("retry_policy", reconnect));
    var stream =
        map("api_type", "GRPC", "transport_api_version", "V3")
            .with("grpc_services", List.of(service));
    // Envoy's own bound of 100 refuses usual regular expressions, and the routes beside them.
    var runtime =
        map("name", "static", "static_layer", map("re2.max_program_size.error_level", 10_000));
    return map("node", map("id", gateway.toString(), "cluster", gateway.toString()))
        .with("admin", map("address", Endpoints.socket(adminHost, adminPort)))
        .with("layered_runtime", map("layers", List.of(runtime)))
        .with(
            "dynamic_resources",
            map("ads_config", stream)
                .with("lds_config", fromControlPlane)
                .with("cds_config", fromControlPlane))
        .with("static_resources", resources());
  }

  private Map<String, Object> resources() {
    var clusters = new ArrayList<Map<String, Object>>();
    clusters.add(cluster());
    if (secrets != null) {
      clusters.add(SecretDiscovery.cluster(secrets));
    }
    if (status == null) {
      return map("clusters", clusters);
    }
    var listener = new StatusListener(status.host(), status.port());
    clusters.add(listener.cluster(adminHost, adminPort));
    return map("listeners", List.of(listener.tree()), "clusters", clusters);
  }

  private Map<String, Object> cluster() {
    return map("name", CLUSTER, "type", "STRICT_DNS")
        .with("connect_timeout", "1s")
        .with("load_assignment", Endpoints.one(CLUSTER, Endpoints.socket(host, port)))
        .with("typed_extension_protocol_options", map("envoy.extensions." + HTTP, protocol()))
        .with("transport_socket", authority == null ? null : tls(authority));
  }

  private Map<String, Object> protocol() {
    var keepalive = map("connection_keepalive", map("interval", "30s", "timeout", "5s"));
    return Typed.config(
        HTTP,
        map("explicit_http_config", map("http2_protocol_options", keepalive))
            .with("http_filters", region == null ? null : signing(region)));
  }

  private static List<Map<String, Object>> signing(String region) {
    var unsigned =
        List.of(
            Map.of("prefix", "x-envoy"),
            Map.of("prefix", "x-forwarded"),
            Map.of("exact", "te"),
            Map.of("prefix", "grpc-"),
            Map.of("exact", "content-type"));
    return List.of(
        Typed.extension(
            "envoy.filters.http.aws_request_signing",
            "filters.http.aws_request_signing.v3.AwsRequestSigning",
            map("service_name", "appmesh", "region", region)
                .with("use_unsigned_payload", true)
                .with("match_excluded_headers", unsigned)),
        Typed.extension(
            "envoy.filters.http.upstream_codec", "filters.http.upstream_codec.v3.UpstreamCodec"));
  }

  private Map<String, Object> tls(String trusted) {
    var name = SubjectName.of(host);
    var own =
        client == null
            ? Ordered.EMPTY
            : CertificateFiles.READ_ONCE.certificate(client.certificate(), client.key());
    return BackendTlsContext.socket(
        name, own.withAll(CertificateFiles.READ_ONCE.authorities(trusted, List.of(name))));
  }
}
