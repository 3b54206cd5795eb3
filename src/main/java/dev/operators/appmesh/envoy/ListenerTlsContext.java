// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.ListenerTls;
import java.util.List;
import java.util.Map;

/** How a listener terminates TLS. */
public final class ListenerTlsContext {

  private final SecretDiscovery secrets;
  private final CertificateFiles files;
  private final String certificateFile;

  /**
   * For one listener.
   *
   * @param certificateFile where a certificate of ACM is to be, without {@code .crt} and {@code
   *     .key}
   */
  public ListenerTlsContext(
      SecretDiscovery secrets, CertificateFiles files, String certificateFile) {
    this.secrets = secrets;
    this.files = files;
    this.certificateFile = certificateFile;
  }

  /** The transport socket. */
  public Map<String, Object> of(ListenerTls tls) {
    var validation = tls.validation();
    var common =
        map("alpn_protocols", List.of("h2", "http/1.1"))
            .withAll(certificate(tls.certificate()))
            .withAll(validation == null ? Map.of() : validation(validation));
    return Typed.extension(
        "envoy.transport_sockets.tls",
        "transport_sockets.tls.v3.DownstreamTlsContext",
        map("require_client_certificate", validation != null).with("common_tls_context", common));
  }

  private Map<String, Object> certificate(ListenerTls.Certificate certificate) {
    var file = certificate.file();
    if (file != null) {
      return files.certificate(file.certificateChain(), file.privateKey());
    }
    return certificate.sds() == null
        ? files.certificate(certificateFile + ".crt", certificateFile + ".key")
        : CommonTls.certificate(secrets.config(certificate.sds()));
  }

  private Map<String, Object> validation(ListenerTls.Validation validation) {
    var names = SubjectName.of(validation.subjectAlternativeNames());
    var trust = validation.trust();
    return trust.sds() == null
        ? files.authorities(trust.file() == null ? "" : trust.file().certificateChain(), names)
        : CommonTls.sds(secrets.config(trust.sds()), names);
  }
}
