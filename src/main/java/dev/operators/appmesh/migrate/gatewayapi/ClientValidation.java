// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.api.ListenerTls;
import dev.operators.appmesh.envoy.ListenerModes;
import dev.operators.appmesh.envoy.SubjectName;
import dev.operators.appmesh.migrate.export.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the certificates of clients are checked. The Gateway has a field for it, unless names are
 * compared: for those Envoy Gateway's policy has one.
 *
 * @param ofGateway what the Gateway says of the listener's port; null where it says nothing
 * @param ofPolicy what the ClientTrafficPolicy says; null where it says nothing
 */
record ClientValidation(
    @Nullable Map<String, Object> ofGateway, @Nullable Map<String, Object> ofPolicy) {

  private static final ClientValidation NONE = new ClientValidation(null, null);

  static ClientValidation of(Listener listener, ObjectNames names) {
    var tls = listener.tls();
    var validation = tls == null ? null : tls.validation();
    if (validation == null || !ListenerModes.speaksTls(listener)) {
      return NONE;
    }
    var subjects = SubjectName.of(validation.subjectAlternativeNames());
    var authorities = List.of(authorities(listener, validation, subjects, names));
    return subjects.isEmpty()
        ? new ClientValidation(
            map("mode", "AllowValidOnly", "caCertificateRefs", authorities), null)
        : new ClientValidation(
            null,
            map("mode", "RequireAndVerify")
                .with("caCertificateRefs", authorities)
                .with("subjectAltNames", subjectAltNames(subjects)));
  }

  /** Notes what becomes of the fields of a validation. */
  static void note(
      Listener listener,
      ListenerTls.Validation validation,
      ObjectNames names,
      Kubectl kubectl,
      Place place) {
    var subjects = SubjectName.of(validation.subjectAlternativeNames());
    place.at("subjectAlternativeNames.match.exact").kept(SubjectName.KINDS);
    var trust = place.at("trust");
    var configMap = names.of(listener, "ca");
    if (validation.trust().file() != null) {
      var chain = validation.trust().file().certificateChain();
      trust
          .at("file.certificateChain")
          .needs("give the file as ConfigMap " + configMap, kubectl.authorities(configMap, chain));
    } else if (validation.trust().sds() != null && subjects.isEmpty()) {
      kubectl.note(validation.trust().sds(), names.of(listener, "ca-sds"), trust);
    } else {
      trust
          .at("sds.secretName")
          .lost(
              "Envoy Gateway takes no authorities by SDS where names are compared: give them as"
                  + " ConfigMap %s, key ca.crt, and renew it".formatted(configMap));
    }
  }

  private static Map<String, Object> authorities(
      Listener listener,
      ListenerTls.Validation validation,
      List<SubjectName> subjects,
      ObjectNames names) {
    return validation.trust().sds() != null && subjects.isEmpty()
        ? References.core("Secret", names.of(listener, "ca-sds"))
        : References.core("ConfigMap", names.of(listener, "ca"));
  }

  private static Map<String, Object> subjectAltNames(List<SubjectName> subjects) {
    return map("dnsNames", exact(subjects, SubjectName.Kind.DNS))
        .with("uris", exact(subjects, SubjectName.Kind.URI))
        .with("ipAddresses", exact(subjects, SubjectName.Kind.IP_ADDRESS));
  }

  private static @Nullable List<Map<String, Object>> exact(
      List<SubjectName> subjects, SubjectName.Kind kind) {
    var matches =
        subjects.stream()
            .filter(subject -> subject.kind() == kind)
            .<Map<String, Object>>map(subject -> map("type", "Exact", "value", subject.text()))
            .toList();
    return matches.isEmpty() ? null : matches;
  }
}
