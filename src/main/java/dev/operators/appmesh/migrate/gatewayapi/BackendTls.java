// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.envoy.SubjectName;
import dev.operators.appmesh.migrate.export.ExportBackend;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How TLS is spoken to backends: a policy for each Service. */
final class BackendTls {

  private BackendTls() {}

  /** The policies of the Services that are spoken TLS to. */
  static List<Map<String, Object>> policies(
      BackendDefaults.@Nullable Tls policy, List<ExportBackend> backends, ObjectNames names) {
    if (policy == null) {
      return List.of();
    }
    return backends.stream()
        .filter(backend -> backend.speaksTls(policy))
        .map(backend -> policy(policy.validation(), backend, names))
        .toList();
  }

  private static Map<String, Object> policy(
      BackendDefaults.Validation validation, ExportBackend backend, ObjectNames names) {
    var service =
        References.core("Service", backend.name()).with("sectionName", backend.portName());
    var checks =
        map("caCertificateRefs", List.of(authorities(validation.trust(), names)))
            .with("hostname", backend.serverName().toLowerCase(Locale.ROOT))
            .with("subjectAltNames", subjectAltNames(validation));
    return References.gatewayObject(
        "BackendTLSPolicy",
        names.metadata(names.gateway() + "-" + backend.name()),
        map("targetRefs", List.of(service), "validation", checks));
  }

  /** The Secret with the gateway's own certificate. */
  static String clientSecret(BackendDefaults.Certificate certificate, ObjectNames names) {
    return names.ofBackends(certificate.sds() == null ? "client-tls" : "client-sds");
  }

  /** The Secret that refers to the authorities in the secret discovery service. */
  static String authoritiesSecret(ObjectNames names) {
    return names.ofBackends("backend-ca-sds");
  }

  /** The ConfigMap with the authorities. */
  static String authoritiesConfigMap(ObjectNames names) {
    return names.ofBackends("backend-ca");
  }

  private static Map<String, Object> authorities(BackendDefaults.Trust trust, ObjectNames names) {
    return trust.sds() == null
        ? References.core("ConfigMap", authoritiesConfigMap(names))
        : References.core("Secret", authoritiesSecret(names));
  }

  private static @Nullable List<Map<String, Object>> subjectAltNames(
      BackendDefaults.Validation validation) {
    var names = BackendSubjects.of(SubjectName.of(validation.subjectAlternativeNames())).written();
    return names.isEmpty() ? null : names;
  }
}
