// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.migrate.Verdict;
import dev.operators.appmesh.migrate.export.Acm;
import dev.operators.appmesh.migrate.export.ClientPolicies;
import dev.operators.appmesh.migrate.export.ExportBackend;
import dev.operators.appmesh.migrate.export.Place;
import dev.operators.appmesh.migrate.export.SubjectName;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the fields of a client policy with Envoy Gateway. */
final class BackendTlsFindings {

  private final ObjectNames names;
  private final Kubectl kubectl;

  BackendTlsFindings(ObjectNames names, Kubectl kubectl) {
    this.names = names;
    this.kubectl = kubectl;
  }

  void note(BackendDefaults.Tls policy, List<ExportBackend> backends, Place tls) {
    ClientPolicies.noteEnforce(policy, backends, tls.at("enforce"));
    ClientPolicies.notePorts(policy, backends, true, tls.at("ports"));
    noteCertificate(policy, tls.at("certificate"));
    var validation = tls.at("validation");
    if (backends.isEmpty()) {
      validation.all(
          Verdict.NEEDS_INPUT,
          "a BackendTLSPolicy is for a Service: give each as --backend SERVICE=HOST");
    } else if (backends.stream().noneMatch(backend -> backend.speaksTls(policy))) {
      noteUnwritten(backends, validation);
    } else {
      BackendSubjects.of(SubjectName.of(policy.validation().subjectAlternativeNames()))
          .note(validation.at("subjectAlternativeNames.match.exact"));
      noteTrust(policy.validation().trust(), validation.at("trust"));
    }
  }

  private void noteCertificate(BackendDefaults.Tls policy, Place place) {
    var certificate = policy.certificate();
    if (certificate == null) {
      return;
    }
    var secret = BackendTls.clientSecret(certificate, names);
    if (certificate.sds() != null) {
      place
          .at("sds.secretName")
          .needs(Kubectl.SDS_SWITCH, List.of(kubectl.sdsSecret(secret, certificate.sds())));
    }
    var file = certificate.file();
    if (file != null) {
      place
          .at("file.certificateChain")
          .needs(
              "give the files as Secret " + secret,
              List.of(kubectl.tlsSecret(secret, file.certificateChain(), file.privateKey())));
      place.at("file.privateKey").needs("goes into the same Secret");
    }
  }

  private void noteTrust(BackendDefaults.Trust trust, Place place) {
    var configMap = BackendTls.authoritiesConfigMap(names);
    var wanted = "give them as ConfigMap " + configMap;
    if (trust.file() != null) {
      place
          .at("file.certificateChain")
          .needs(wanted, List.of(kubectl.authorities(configMap, trust.file().certificateChain())));
    }
    if (trust.acm() != null) {
      var arns = trust.acm().certificateAuthorityArns();
      var commands = new ArrayList<>(Acm.exportAuthorities(arns, "ca.crt"));
      commands.add(kubectl.authorities(configMap, "ca.crt"));
      place.at("acm.certificateAuthorityArns").needs(wanted, commands);
    }
    if (trust.sds() != null) {
      var secret = BackendTls.authoritiesSecret(names);
      place
          .at("sds.secretName")
          .needs(Kubectl.SDS_SWITCH, List.of(kubectl.sdsSecret(secret, trust.sds())));
    }
  }

  private static void noteUnwritten(List<ExportBackend> backends, Place validation) {
    if (backends.stream().allMatch(backend -> Boolean.FALSE.equals(backend.tls()))) {
      validation.all(Verdict.KEPT, "not written: no backend speaks TLS");
    } else {
      validation.all(Verdict.NEEDS_INPUT, "is written for a --backend with tls");
    }
  }
}
