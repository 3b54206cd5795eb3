// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.manifest.Ordered.map;

import dev.operators.appmesh.api.ListenerTls;
import dev.operators.appmesh.migrate.export.Acm;
import dev.operators.appmesh.migrate.export.Place;
import dev.operators.appmesh.migrate.export.SubjectName;
import java.util.List;
import java.util.Map;

/** How a listener terminates TLS. */
final class ListenerTlsContext {

  private final SecretDiscovery secrets;
  private final String certificateFile;

  /**
   * @param certificateFile where a certificate of ACM is to be, without {@code .crt} and {@code
   *     .key}
   */
  ListenerTlsContext(SecretDiscovery secrets, String certificateFile) {
    this.secrets = secrets;
    this.certificateFile = certificateFile;
  }

  /** The transport socket. */
  Map<String, Object> of(ListenerTls tls, Place place) {
    place.at("mode").kept();
    var validation = tls.validation();
    var common =
        map("alpn_protocols", List.of("h2", "http/1.1"))
            .withAll(certificate(tls.certificate(), place.at("certificate")))
            .withAll(
                validation == null ? Map.of() : validation(validation, place.at("validation")));
    return Typed.extension(
        "envoy.transport_sockets.tls",
        "transport_sockets.tls.v3.DownstreamTlsContext",
        map("require_client_certificate", validation != null).with("common_tls_context", common));
  }

  private Map<String, Object> certificate(ListenerTls.Certificate certificate, Place place) {
    var file = certificate.file();
    if (file != null) {
      place.at("file.certificateChain").kept();
      place.at("file.privateKey").kept();
      return CommonTls.certificate(file.certificateChain(), file.privateKey());
    }
    if (certificate.sds() != null) {
      secrets.note(place.at("sds.secretName"));
      return CommonTls.certificate(secrets.config(certificate.sds()));
    }
    var chain = certificateFile + ".crt";
    var key = certificateFile + ".key";
    if (certificate.acm() != null) {
      place
          .at("acm.certificateArn")
          .needs(
              "Envoy reads %s and %s; %s".formatted(chain, key, Acm.RENEWAL),
              Acm.exportCertificate(certificate.acm().certificateArn(), chain, key));
    }
    return CommonTls.certificate(chain, key);
  }

  private Map<String, Object> validation(ListenerTls.Validation validation, Place place) {
    var names = SubjectName.of(validation.subjectAlternativeNames());
    place.at("subjectAlternativeNames.match.exact").kept(SubjectName.KINDS);
    var trust = validation.trust();
    if (trust.sds() != null) {
      secrets.note(place.at("trust.sds.secretName"));
      return CommonTls.sds(secrets.config(trust.sds()), names);
    }
    place.at("trust.file.certificateChain").kept();
    return CommonTls.file(trust.file() == null ? "" : trust.file().certificateChain(), names);
  }
}
