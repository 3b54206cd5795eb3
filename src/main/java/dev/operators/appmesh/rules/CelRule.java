// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Map;
import java.util.Optional;

/** One rule of {@code x-kubernetes-validations}. */
record CelRule(Program program, String fieldPath, String reason, String message) {

  /** Compiles an entry of {@code x-kubernetes-validations}. */
  static CelRule compile(Cel cel, JsonNode rule)
      throws CelValidationException, CelEvaluationException {
    return new CelRule(
        cel.createProgram(cel.compile(rule.path("rule").asText()).getAst()),
        rule.path("fieldPath").asText(),
        switch (rule.path("reason").asText()) {
          case "FieldValueRequired" -> "Required value: ";
          case "FieldValueForbidden" -> "Forbidden: ";
          default -> "Invalid value: ";
        },
        rule.path("message").asText());
  }

  /** Evaluates the rule. */
  Optional<Violation> check(Object value, String path) {
    try {
      if (Boolean.TRUE.equals(program.eval(Map.of("self", value)))) {
        return Optional.empty();
      }
      return Optional.of(new Violation(at(path), reason + quoted(value) + message));
    } catch (CelEvaluationException e) {
      return Optional.of(new Violation(at(path), reason + message + " (" + e.getMessage() + ")"));
    }
  }

  private String at(String path) {
    return path.isEmpty() && !fieldPath.isEmpty() ? fieldPath.substring(1) : path + fieldPath;
  }

  /** The API server repeats a value that is wrong itself, unless it is an object or a list. */
  private String quoted(Object value) {
    return value instanceof String text && fieldPath.isEmpty() ? "\"" + text + "\": " : "";
  }
}
