// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.api.ListenerTls;
import dev.operators.appmesh.migrate.export.Acm;
import dev.operators.appmesh.migrate.export.Place;
import java.util.ArrayList;
import java.util.List;

/** The Secret with the certificate that a listener shows. */
final class ListenerCertificate {

  private ListenerCertificate() {}

  static String secret(Listener listener, ObjectNames names) {
    var tls = listener.tls();
    return names.of(listener, tls != null && tls.certificate().sds() != null ? "sds" : "tls");
  }

  /** Notes what becomes of the fields of a certificate. */
  static void note(
      ListenerTls.Certificate certificate, String secret, Kubectl kubectl, Place place) {
    var file = certificate.file();
    if (file != null) {
      var command = kubectl.tlsSecret(secret, file.certificateChain(), file.privateKey());
      place
          .at("file.certificateChain")
          .needs("give the files as Secret " + secret, List.of(command));
      place.at("file.privateKey").needs("goes into the same Secret");
    }
    if (certificate.sds() != null) {
      place
          .at("sds.secretName")
          .needs(Kubectl.SDS_SWITCH, List.of(kubectl.sdsSecret(secret, certificate.sds())));
    }
    if (certificate.acm() != null) {
      var commands =
          new ArrayList<>(
              Acm.exportCertificate(certificate.acm().certificateArn(), "tls.crt", "tls.key"));
      commands.add(kubectl.tlsSecret(secret, "tls.crt", "tls.key"));
      place
          .at("acm.certificateArn")
          .needs("give it as Secret %s; %s".formatted(secret, Acm.RENEWAL), commands);
    }
  }
}
