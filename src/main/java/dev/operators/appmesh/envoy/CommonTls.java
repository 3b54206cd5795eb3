// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.model.Ordered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of TLS have in common: the own certificate, and how that of a peer is checked.
 */
final class CommonTls {

  private CommonTls() {}

  /** Against authorities in a file. */
  static Map<String, Object> file(String authorities, List<SubjectName> names) {
    return map(
        "validation_context",
        map("trusted_ca", map("filename", authorities))
            .with("match_typed_subject_alt_names", matchers(names)));
  }

  /** Against authorities of the secret discovery service. */
  static Map<String, Object> sds(Map<String, Object> secret, List<SubjectName> names) {
    if (names.isEmpty()) {
      return map("validation_context_sds_secret_config", secret);
    }
    return map(
        "combined_validation_context",
        map("default_validation_context", map("match_typed_subject_alt_names", matchers(names)))
            .with("validation_context_sds_secret_config", secret));
  }

  /** A certificate of one's own, in files. */
  static Ordered certificate(String chain, String key) {
    return map("tls_certificates", List.of(pair(chain, key)));
  }

  /** A certificate in files (TlsCertificate). */
  static Ordered pair(String chain, String key) {
    return map("certificate_chain", map("filename", chain))
        .with("private_key", map("filename", key));
  }

  /** A certificate of one's own, of the secret discovery service. */
  static Ordered certificate(Map<String, Object> secret) {
    return map("tls_certificate_sds_secret_configs", List.of(secret));
  }

  /** The names of which a certificate must carry one; null where any name will do. */
  private static @Nullable List<Map<String, Object>> matchers(List<SubjectName> names) {
    return names.isEmpty()
        ? null
        : names.stream()
            .<Map<String, Object>>map(
                it -> map("san_type", it.kind().name(), "matcher", map("exact", it.text())))
            .toList();
  }
}
