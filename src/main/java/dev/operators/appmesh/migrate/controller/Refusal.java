// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import dev.operators.appmesh.manifest.Document;

/**
 * Why a resource is not converted.
 *
 * @param document that it stands in
 * @param resource its kind, namespace and name
 * @param field where, as {@code kubectl explain} spells it
 * @param problem what is wrong there
 * @param fix what to do about it
 */
public record Refusal(
    Document document, String resource, String field, String problem, String fix) {

  /** A line: file, line and field, what is wrong there, and what to do about it. */
  public String text() {
    return "%s: %s: %s: %s (fix: %s)"
        .formatted(ControllerObject.place(document, field), resource, field, problem, fix);
  }
}
