// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All virtual nodes of a mesh: an Envoy that listens where they do, speaks HTTP/1.1 and HTTP/2, and
 * answers in headers which node was asked and what it saw.
 */
record NodeBackends(EnvoyProcess envoy) implements AutoCloseable {

  /**
   * A node that sends a part of its requests on.
   *
   * @param node its label
   * @param prefix of the paths that it sends on
   * @param port where to, on 127.0.0.2
   */
  record Forward(String node, String prefix, int port) {

    private String route() {
      return """
      {match: {prefix: %s}, route: {cluster: elsewhere}, response_headers_to_add: [{header: {key: x-via, value: %s}}]}\
      """
          .formatted(prefix, node);
    }
  }

  /** Starts those of a mesh. */
  static NodeBackends start(EnvoyProgram program, Path folder, LocalMesh mesh) throws IOException {
    return start(program, folder, mesh, new Forward("", "", 0));
  }

  /** The same, of which one sends requests on. */
  static NodeBackends start(EnvoyProgram program, Path folder, LocalMesh mesh, Forward forward)
      throws IOException {
    int admin = FreePorts.some(1).getFirst();
    var text = new StringBuilder(head(admin));
    for (var node : mesh.nodePorts()) {
      var first = node.label().equals(forward.node()) ? "- " + forward.route() : "";
      text.append(listener(node, first));
    }
    text.append(elsewhere(forward.port()));
    var bootstrap = Files.writeString(folder.resolve("nodes-" + admin + ".yaml"), text);
    return new NodeBackends(EnvoyProcess.start(program, bootstrap, admin));
  }

  @Override
  public void close() {
    envoy.close();
  }

  private static String head(int admin) {
    return """
    admin: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}
    static_resources:
      listeners:
    """
        .formatted(admin);
  }

  private static String listener(LocalMesh.NodePort node, String first) {
    return """
      - name: %1$s
        address: {socket_address: {address: %2$s, port_value: %3$d}}
        filter_chains:
        - filters:
          - name: envoy.filters.network.http_connection_manager
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
              stat_prefix: node
              route_config:
                virtual_hosts:
                - name: all
                  domains: ["*"]
                  routes:
                  %4$s
                  - match: {prefix: /}
                    direct_response: {status: 200, body: {inline_string: hello}}
                    response_headers_to_add:
                    - header: {key: x-cluster, value: %1$s}
                    - header: {key: x-protocol, value: "%%PROTOCOL%%"}
                    - header: {key: x-path, value: "%%REQ(:PATH)%%"}
                    - header: {key: x-host, value: "%%REQ(:AUTHORITY)%%"}
                    - header: {key: x-target, value: "%%REQ(X-APP-MESH-VIRTUAL-SERVICE)%%"}
              http_filters:
              - name: envoy.filters.http.router
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
    """
        .formatted(node.label(), node.address(), node.port(), first);
  }

  private static String elsewhere(int port) {
    return """
      clusters:
      - name: elsewhere
        type: STATIC
        load_assignment:
          cluster_name: elsewhere
          endpoints:
          - lb_endpoints:
            - endpoint: {address: {socket_address: {address: 127.0.0.2, port_value: %d}}}
    """
        .formatted(port);
  }
}
