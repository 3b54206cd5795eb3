// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import dev.operators.appmesh.api.ListenerTls;
import dev.operators.appmesh.envoy.ListenerModes;
import dev.operators.appmesh.envoy.SecretDiscovery;
import dev.operators.appmesh.envoy.SubjectName;
import dev.operators.appmesh.migrate.export.Acm;
import dev.operators.appmesh.migrate.export.DisabledTls;
import dev.operators.appmesh.migrate.export.Place;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the TLS settings of a listener in a bootstrap.
 *
 * @param sdsSocket null where nobody said it
 * @param certificateFile where a certificate of ACM is to be, without {@code .crt} and {@code .key}
 */
record ListenerTlsFindings(@Nullable String sdsSocket, String certificateFile) {

  void note(ListenerTls tls, Place place) {
    if (!ListenerModes.speakTls(tls)) {
      DisabledTls.note(place);
      return;
    }
    place.at("mode").kept();
    var certificate = place.at("certificate");
    certificate.at("file.certificateChain").kept();
    certificate.at("file.privateKey").kept();
    noteSecret(sdsSocket, certificate.at("sds.secretName"));
    if (tls.certificate().acm() != null) {
      var chain = certificateFile + ".crt";
      var key = certificateFile + ".key";
      certificate
          .at("acm.certificateArn")
          .needs(
              "Envoy reads %s and %s; %s".formatted(chain, key, Acm.RENEWAL),
              Acm.exportCertificate(tls.certificate().acm().certificateArn(), chain, key));
    }
    var validation = place.at("validation");
    validation.at("subjectAlternativeNames.match.exact").kept(SubjectName.KINDS);
    noteSecret(sdsSocket, validation.at("trust.sds.secretName"));
    validation.at("trust.file.certificateChain").kept();
  }

  /** Notes what becomes of the name of a secret. */
  static void noteSecret(@Nullable String sdsSocket, Place secretName) {
    if (sdsSocket == null) {
      secretName.needs(
          "the socket was in APPMESH_SDS_SOCKET_PATH, %s is written: say --sds-socket"
              .formatted(SecretDiscovery.USUAL_SOCKET));
    } else {
      secretName.kept();
    }
  }
}
