// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.model.Ordered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Envoy speaks TLS to backends: by the gateway's client policy, the same for all of them. */
public final class BackendTlsContext {

  private final BackendDefaults.@Nullable Tls policy;
  private final SecretDiscovery secrets;
  private final CertificateFiles files;
  private final String authoritiesFile;

  /**
   * For one gateway.
   *
   * @param policy null where the gateway has none
   * @param authoritiesFile where the authorities of ACM are to be
   */
  public BackendTlsContext(
      BackendDefaults.@Nullable Tls policy,
      SecretDiscovery secrets,
      CertificateFiles files,
      String authoritiesFile) {
    this.policy = policy;
    this.secrets = secrets;
    this.files = files;
    this.authoritiesFile = authoritiesFile;
  }

  /** The transport socket to a backend whose certificate is checked, if there is a policy. */
  public Map<String, Object> of(String serverName) {
    var name = SubjectName.of(serverName);
    return socket(
        name,
        policy == null
            ? Ordered.EMPTY
            : certificate(policy.certificate()).withAll(validation(policy.validation(), name)));
  }

  /** The transport socket to a backend whose certificate is not checked. */
  Map<String, Object> unchecked(String serverName) {
    return socket(
        SubjectName.of(serverName),
        policy == null ? Ordered.EMPTY : certificate(policy.certificate()));
  }

  /**
   * The transport socket to a server.
   *
   * @param name of the server, for SNI
   * @param common the own certificate, and how that of the server is checked
   */
  public static Map<String, Object> socket(SubjectName name, Ordered common) {
    return Typed.extension(
        "envoy.transport_sockets.tls",
        "transport_sockets.tls.v3.UpstreamTlsContext",
        map("sni", name.kind() == SubjectName.Kind.IP_ADDRESS ? null : name.text())
            .with("common_tls_context", common));
  }

  private Ordered certificate(BackendDefaults.@Nullable Certificate certificate) {
    if (certificate == null) {
      return Ordered.EMPTY;
    }
    if (certificate.sds() != null) {
      return CommonTls.certificate(secrets.config(certificate.sds()));
    }
    var file = certificate.file();
    return file == null
        ? Ordered.EMPTY
        : files.certificate(file.certificateChain(), file.privateKey());
  }

  /** Without names in the spec App Mesh demanded that of the service. */
  private Map<String, Object> validation(
      BackendDefaults.Validation validation, SubjectName serverName) {
    var given = SubjectName.of(validation.subjectAlternativeNames());
    var names = given.isEmpty() ? List.of(serverName) : given;
    var trust = validation.trust();
    if (trust.sds() != null) {
      return CommonTls.sds(secrets.config(trust.sds()), names);
    }
    var authorities = trust.file() == null ? authoritiesFile : trust.file().certificateChain();
    return files.authorities(authorities, names);
  }
}
