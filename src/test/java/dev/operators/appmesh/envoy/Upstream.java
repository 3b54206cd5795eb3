// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * What is behind a gateway: an Envoy that answers 200 and says in headers what was spoken to it. It
 * waits as many milliseconds as the header {@code x-envoy-fault-delay-request} asks for.
 *
 * @param plainPort where it takes plain text
 * @param tlsPort where it takes TLS from clients with a certificate of the authority
 */
record Upstream(EnvoyProcess envoy, int plainPort, int tlsPort) implements AutoCloseable {

  private static final String LISTENER =
      """
        - name: %s
          address: {socket_address: {address: 127.0.0.1, port_value: %d}}
          filter_chains:
          - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: upstream
                route_config:
                  response_headers_to_add:
                  - header: {key: x-protocol, value: "%%PROTOCOL%%"}
                  - header: {key: x-peer, value: "%%DOWNSTREAM_PEER_SUBJECT%%"}
                  - header: {key: x-path, value: "%%REQ(:PATH)%%"}
                  - header: {key: x-host, value: "%%REQ(:AUTHORITY)%%"}
                  - header: {key: x-target, value: "%%REQ(X-APP-MESH-VIRTUAL-SERVICE)%%"}
                  virtual_hosts:
                  - name: all
                    domains: ["*"]
                    routes:
                    - match: {prefix: /}
                      direct_response: {status: 200, body: {inline_string: hello}}
                http_filters:
                - name: envoy.filters.http.fault
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault
                    delay: {header_delay: {}, percentage: {numerator: 100}}
                - name: envoy.filters.http.router
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
      """;

  /** Starts one that shows the certificate {@code server}. */
  static Upstream start(EnvoyProgram program, Path folder, CertificateAuthority authority)
      throws IOException, GeneralSecurityException {
    var ports = FreePorts.some(3);
    var text =
        "admin: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}\n"
                .formatted(ports.get(2))
            + "static_resources:\n  listeners:\n"
            + LISTENER.formatted("plain", ports.get(0))
            + LISTENER.formatted("tls", ports.get(1))
            + tls(authority);
    var bootstrap = Files.writeString(folder.resolve("upstream.yaml"), text);
    return new Upstream(
        EnvoyProcess.start(program, bootstrap, ports.get(2)), ports.get(0), ports.get(1));
  }

  private static String tls(CertificateAuthority authority)
      throws IOException, GeneralSecurityException {
    return """
          transport_socket:
            name: envoy.transport_sockets.tls
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
              require_client_certificate: true
              common_tls_context:
                alpn_protocols: [h2, http/1.1]
                tls_certificates:
                - certificate_chain: {filename: %s}
                  private_key: {filename: %s}
                validation_context: {trusted_ca: {filename: %s}}
    """
        .formatted(authority.chain("server"), authority.key("server"), authority.certificate());
  }

  @Override
  public void close() {
    envoy.close();
  }
}
