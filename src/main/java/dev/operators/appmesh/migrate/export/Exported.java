// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.migrate.LossReport;
import java.util.List;
import java.util.Map;

/**
 * A gateway in another form.
 *
 * @param documents what to write, in this order
 * @param report what became of each field
 */
public record Exported(List<Map<String, Object>> documents, LossReport report) {

  public Exported {
    documents = List.copyOf(documents);
  }
}
