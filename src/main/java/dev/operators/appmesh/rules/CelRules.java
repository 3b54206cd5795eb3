// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code x-kubernetes-validations} of a schema and all below it, compiled, but for those that
 * compare a resource with what it replaces.
 */
final class CelRules {

  private static final Cel CEL =
      CelFactory.plannerCelBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("self", SimpleType.DYN)
          .setResultType(SimpleType.BOOL)
          .build();

  /** One rule of {@code x-kubernetes-validations}. */
  private record Rule(Program program, String fieldPath, String reason, String message) {

    /** Compiles an entry of {@code x-kubernetes-validations}. */
    static Rule compile(JsonNode rule) throws CelValidationException, CelEvaluationException {
      return new Rule(
          CEL.createProgram(CEL.compile(rule.path("rule").asText()).getAst()),
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

  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, CelRules> members = new LinkedHashMap<>();
  private final @Nullable CelRules items;

  /** Compiles the rules of a structural schema. */
  CelRules(JsonNode schema) {
    try {
      for (var rule : schema.path("x-kubernetes-validations")) {
        if (!rule.path("rule").asText().contains("oldSelf")) {
          rules.add(Rule.compile(rule));
        }
      }
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("The schema holds a rule that is not CEL", e);
    }
    for (var member : schema.path("properties").properties()) {
      var below = new CelRules(member.getValue());
      if (!below.isEmpty()) {
        members.put(member.getKey(), below);
      }
    }
    var below = schema.has("items") ? new CelRules(schema.get("items")) : null;
    items = below == null || below.isEmpty() ? null : below;
  }

  private boolean isEmpty() {
    return rules.isEmpty() && members.isEmpty() && items == null;
  }

  /** Adds what is wrong with {@code value} to {@code violations}. */
  void check(Object value, String path, List<Violation> violations) {
    for (var rule : rules) {
      rule.check(value, path).ifPresent(violations::add);
    }
    if (value instanceof Map<?, ?> map) {
      members.forEach(
          (name, below) -> {
            var member = map.get(name);
            if (member != null) {
              below.check(member, path.isEmpty() ? name : path + "." + name, violations);
            }
          });
    }
    if (items != null && value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        items.check(list.get(i), path + "[" + i + "]", violations);
      }
    }
  }
}
