// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.migrate.export.Ordered.map;

import dev.operators.appmesh.migrate.export.SubjectName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of which a certificate must carry one, as Envoy compares them. */
final class SubjectMatchers {

  private SubjectMatchers() {}

  /** Null where any name will do. */
  static @Nullable List<Map<String, Object>> of(List<SubjectName> names) {
    return names.isEmpty()
        ? null
        : names.stream()
            .map(name -> map("san_type", name.kind().name(), "matcher", map("exact", name.text())))
            .toList();
  }
}
