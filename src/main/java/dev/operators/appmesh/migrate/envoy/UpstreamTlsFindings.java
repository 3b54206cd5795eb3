// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.envoy.SubjectName;
import dev.operators.appmesh.migrate.Verdict;
import dev.operators.appmesh.migrate.export.Acm;
import dev.operators.appmesh.migrate.export.ClientPolicies;
import dev.operators.appmesh.migrate.export.ExportBackend;
import dev.operators.appmesh.migrate.export.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the fields of a client policy in a bootstrap. */
final class UpstreamTlsFindings {

  private final @Nullable String sdsSocket;
  private final String authoritiesFile;

  /**
   * @param sdsSocket null where nobody said it
   * @param authoritiesFile where the authorities of ACM are to be
   */
  UpstreamTlsFindings(@Nullable String sdsSocket, String authoritiesFile) {
    this.sdsSocket = sdsSocket;
    this.authoritiesFile = authoritiesFile;
  }

  void note(BackendDefaults.Tls policy, List<ExportBackend> backends, Place tls) {
    ClientPolicies.noteEnforce(policy, backends, tls.at("enforce"));
    ClientPolicies.notePorts(policy, backends, false, tls.at("ports"));
    if (backends.stream().noneMatch(backend -> backend.speaksTls(policy))) {
      ClientPolicies.noteUnwritten(backends, tls.at("certificate"));
      ClientPolicies.noteUnwritten(backends, tls.at("validation"));
      return;
    }
    var certificate = tls.at("certificate");
    certificate.at("file").all(Verdict.KEPT, "");
    ListenerTlsFindings.noteSecret(sdsSocket, certificate.at("sds.secretName"));
    var validation = tls.at("validation");
    validation.at("subjectAlternativeNames.match.exact").kept(SubjectName.KINDS);
    var trust = validation.at("trust");
    trust.at("file.certificateChain").kept();
    ListenerTlsFindings.noteSecret(sdsSocket, trust.at("sds.secretName"));
    var acm = policy.validation().trust().acm();
    if (acm != null) {
      trust
          .at("acm.certificateAuthorityArns")
          .needs(
              "Envoy reads %s".formatted(authoritiesFile),
              Acm.exportAuthorities(acm.certificateAuthorityArns(), authoritiesFile));
    }
  }
}
