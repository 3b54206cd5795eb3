// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.envoy.SubjectName;
import dev.operators.appmesh.migrate.Verdict;
import dev.operators.appmesh.migrate.export.Acm;
import dev.operators.appmesh.migrate.export.ClientPolicies;
import dev.operators.appmesh.migrate.export.ExportBackend;
import dev.operators.appmesh.migrate.export.Place;
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
      ClientPolicies.noteUnwritten(backends, validation);
    } else {
      BackendSubjects.of(SubjectName.of(policy.validation().subjectAlternativeNames()))
          .note(validation.at("subjectAlternativeNames.match.exact"));
      noteTrust(policy.validation().trust(), validation.at("trust"));
    }
  }

  private void noteCertificate(BackendDefaults.Tls policy, Place place) {
    var certificate = policy.certificate();
    if (certificate != null) {
      var secret = BackendTls.clientSecret(certificate, names);
      kubectl.note(certificate.file(), certificate.sds(), secret, place);
    }
  }

  private void noteTrust(BackendDefaults.Trust trust, Place place) {
    var configMap = BackendTls.authoritiesConfigMap(names);
    var wanted = "give them as ConfigMap " + configMap;
    if (trust.file() != null) {
      place
          .at("file.certificateChain")
          .needs(wanted, kubectl.authorities(configMap, trust.file().certificateChain()));
    }
    if (trust.acm() != null) {
      var arns = trust.acm().certificateAuthorityArns();
      var commands = new ArrayList<>(Acm.exportAuthorities(arns, "ca.crt"));
      commands.add(kubectl.authorities(configMap, "ca.crt"));
      place.at("acm.certificateAuthorityArns").needs(wanted, commands);
    }
    kubectl.note(trust.sds(), BackendTls.authoritiesSecret(names), place);
  }
}
