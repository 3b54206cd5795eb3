// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.manifest.Ordered.map;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.manifest.Ordered;
import dev.operators.appmesh.migrate.export.ExportBackend;
import dev.operators.appmesh.migrate.export.SubjectName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Envoy speaks TLS to backends: by the gateway's client policy, the same for all of them. */
final class BackendTlsContext {

  private final BackendDefaults.@Nullable Tls policy;
  private final SecretDiscovery secrets;
  private final String authoritiesFile;

  /**
   * @param policy null where the gateway has none
   * @param authoritiesFile where the authorities of ACM are to be
   */
  BackendTlsContext(
      BackendDefaults.@Nullable Tls policy, SecretDiscovery secrets, String authoritiesFile) {
    this.policy = policy;
    this.secrets = secrets;
    this.authoritiesFile = authoritiesFile;
  }

  /** The transport socket of a backend's cluster; null where plain text is spoken. */
  @Nullable Map<String, Object> of(ExportBackend backend) {
    if (!backend.speaksTls(policy)) {
      return null;
    }
    var name = SubjectName.of(backend.serverName());
    var common =
        policy == null
            ? Ordered.EMPTY
            : certificate(policy.certificate()).withAll(validation(policy.validation(), name));
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
        : CommonTls.certificate(file.certificateChain(), file.privateKey());
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
    return CommonTls.file(authorities, names);
  }
}
