// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.SdsSecret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secret discovery service (SDS) of a gateway's Envoy. Its socket is not in the spec: App
 * Mesh's Envoy took it from {@code APPMESH_SDS_SOCKET_PATH}.
 */
public final class SecretDiscovery {

  /** Where SPIRE's agent listens, the service that App Mesh's documentation uses. */
  public static final String USUAL_SOCKET = "/run/spire/sockets/agent.sock";

  private static final String CLUSTER = "static_cluster_sds_unix_socket";

  private final @Nullable String socket;
  private boolean used;

  /**
   * That of one gateway.
   *
   * @param socket null where nobody said it: {@link #USUAL_SOCKET}
   */
  public SecretDiscovery(@Nullable String socket) {
    this.socket = socket;
  }

  /** How Envoy asks for a secret. */
  Map<String, Object> config(SdsSecret secret) {
    used = true;
    var service = map("envoy_grpc", map("cluster_name", CLUSTER));
    var source =
        map("api_type", "GRPC")
            .with("transport_api_version", "V3")
            .with("grpc_services", List.of(service));
    return map("name", secret.secretName())
        .with("sds_config", map("resource_api_version", "V3", "api_config_source", source));
  }

  /** The cluster of the service, if anything is asked of it. */
  public List<Map<String, Object>> clusters() {
    if (!used) {
      return List.of();
    }
    return List.of(cluster(socket == null ? USUAL_SOCKET : socket));
  }

  /** The cluster of the service at a socket. */
  public static Map<String, Object> cluster(String socket) {
    return map("name", CLUSTER)
        .with("type", "STATIC")
        .with("connect_timeout", "1s")
        .with("load_assignment", Endpoints.one(CLUSTER, map("pipe", map("path", socket))))
        .with("typed_extension_protocol_options", HttpProtocol.HTTP2.options());
  }
}
