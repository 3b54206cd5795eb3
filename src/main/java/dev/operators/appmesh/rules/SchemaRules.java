// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The part of the rule book that JSON schema can say: types, limits, words, required members. */
final class SchemaRules {

  // With one of these broken the API server evaluates no CEL: it would read what is not there,
  // or walk lists that are too long.
  private static final Set<String> BLOCKING =
      Set.of("type", "required", "enum", "maxLength", "maxItems", "maxProperties");

  private static final Set<String> ANNOTATIONS = Set.of("description", "default");

  private final Schema schema;

  /** Rules of a structural schema; members that it does not name are refused. */
  SchemaRules(JsonNode structural) {
    var closed = structural.deepCopy();
    close(closed);
    schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(closed);
    schema.initializeValidators();
  }

  /**
   * What the schema says about a value.
   *
   * @param violations what is wrong
   * @param blocking whether the value is so wrong that CEL cannot be asked
   */
  record Verdict(List<Violation> violations, boolean blocking) {}

  /** Checks {@code value}, which stands at {@code path}. */
  Verdict check(JsonNode value, String path) {
    var errors = schema.validate(value);
    return new Verdict(
        errors.stream().map(error -> violation(error, path)).toList(),
        errors.stream().anyMatch(error -> BLOCKING.contains(error.getKeyword())));
  }

  private static void close(JsonNode node) {
    var schema = (ObjectNode) node;
    var annotations =
        schema
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(name -> name.startsWith("x-") || ANNOTATIONS.contains(name))
            .toList();
    schema.remove(annotations);
    if (schema.has("properties")) {
      schema.put("additionalProperties", false);
      schema.get("properties").forEach(SchemaRules::close);
    }
    if (schema.has("items")) {
      close(schema.get("items"));
    }
  }

  private static Violation violation(Error error, String root) {
    var at = path(error.getInstanceLocation(), root);
    var limit = error.getSchemaNode();
    var value = error.getInstanceNode();
    return switch (error.getKeyword()) {
      case "required" -> new Violation(at + "." + error.getProperty(), "Required value");
      case "additionalProperties" -> {
        var member = at + "." + error.getProperty();
        yield new Violation(member, "unknown field \"" + member + "\"");
      }
      case "type" -> {
        var found = "\"" + typeName(value) + "\"";
        yield new Violation(
            at,
            "Invalid value: %s: %s in body must be of type %s: %s"
                .formatted(found, at, limit.asText(), found));
      }
      case "enum" ->
          new Violation(
              at,
              "Unsupported value: "
                  + value
                  + ": supported values: "
                  + StreamSupport.stream(limit.spliterator(), false)
                      .map(JsonNode::toString)
                      .collect(Collectors.joining(", ")));
      case "minimum" ->
          new Violation(
              at, invalid(at, value) + " in body should be greater than or equal to " + limit);
      case "maximum" ->
          new Violation(
              at, invalid(at, value) + " in body should be less than or equal to " + limit);
      case "minLength" ->
          new Violation(
              at, invalid(at, value) + " in body should be at least " + limit + " chars long");
      case "pattern" ->
          new Violation(at, invalid(at, value) + " in body should match '" + limit.asText() + "'");
      case "minItems" ->
          new Violation(
              at, invalid(at, value) + " in body should have at least " + limit + " items");
      case "maxLength" -> new Violation(at, "Too long: may not be more than " + limit + " bytes");
      case "maxItems", "maxProperties" ->
          new Violation(
              at, "Too many: " + value.size() + ": must have at most " + limit + " items");
      default -> new Violation(at, invalid(at, value) + ": " + error.getMessage());
    };
  }

  private static String invalid(String at, JsonNode value) {
    return "Invalid value: " + (value.isArray() ? value.size() : value) + ": " + at;
  }

  private static String typeName(JsonNode value) {
    if (value.isTextual()) {
      return "string";
    }
    return value.isIntegralNumber()
        ? "integer"
        : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String path(NodePath location, String root) {
    var path = new StringBuilder(root);
    for (int i = 0; i < location.getNameCount(); i++) {
      var element = location.getElement(i);
      path.append(element instanceof Integer index ? "[" + index + "]" : "." + element);
    }
    return path.toString();
  }
}
