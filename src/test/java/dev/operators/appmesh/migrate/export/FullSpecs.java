// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Resources with every field of the definition set. Where a field excludes another, each is set in
 * one of them.
 */
final class FullSpecs {

  /** As many as the largest "exactly one of" has members. */
  private static final int VARIANTS = 3;

  private static final JsonNode SCHEMA = schema();

  private FullSpecs() {}

  static List<Map<String, Object>> resources() {
    var resources = new ArrayList<Map<String, Object>>();
    for (int variant = 0; variant < VARIANTS; variant++) {
      var resource = new LinkedHashMap<String, Object>();
      resource.put("metadata", Map.of("name", "full-" + variant, "namespace", "apps"));
      resource.put("spec", agreeing(object(SCHEMA, variant)));
      resources.add(resource);
    }
    return resources;
  }

  /** All fields of the definition as findings name them, with 0 for each index. */
  static Set<String> fields() {
    var fields = new TreeSet<String>();
    collect("spec", SCHEMA, fields);
    return fields;
  }

  private static void collect(String path, JsonNode schema, Set<String> fields) {
    if (schema.has("properties")) {
      schema
          .get("properties")
          .properties()
          .forEach(it -> collect(path + "." + it.getKey(), it.getValue(), fields));
    } else if (path.equals("spec.listeners")) {
      collect(path + "[0]", schema.get("items"), fields);
    } else {
      fields.add(path);
    }
  }

  private static Map<String, Object> object(JsonNode schema, int variant) {
    var names = new ArrayList<String>();
    schema.get("properties").fieldNames().forEachRemaining(names::add);
    if (schema.has("x-kubernetes-validations") && !schema.has("required")) {
      names.retainAll(List.of(names.get(variant % names.size())));
    }
    var object = new LinkedHashMap<String, Object>();
    names.forEach(name -> object.put(name, value(schema.get("properties").get(name), variant)));
    return object;
  }

  private static Object value(JsonNode schema, int variant) {
    return switch (schema.get("type").asText()) {
      case "object" -> object(schema, variant);
      case "array" -> List.of(value(schema.get("items"), variant));
      case "boolean" -> true;
      case "integer" -> schema.get("minimum").asLong();
      default -> text(schema, variant);
    };
  }

  private static String text(JsonNode schema, int variant) {
    if (schema.has("enum")) {
      return schema.get("enum").get(variant % schema.get("enum").size()).asText();
    }
    var pattern = schema.path("pattern").asText();
    return pattern.startsWith("^arn")
        ? "arn:aws:acm:us-west-2:123456789012:certificate/1"
        : pattern.startsWith("^[0-9]") ? "123456789012" : "text";
  }

  /** Pool, health check and mode depend on other fields. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> agreeing(Map<String, Object> spec) {
    var listener = (Map<String, Object>) ((List<Object>) spec.get("listeners")).getFirst();
    var pool = (Map<String, Object>) listener.get("connectionPool");
    var mapping = (Map<String, Object>) listener.get("portMapping");
    mapping.put("protocol", pool.keySet().iterator().next());
    ((Map<String, Object>) listener.get("healthCheck")).put("port", mapping.get("port"));
    ((Map<String, Object>) listener.get("healthCheck")).put("protocol", "http");
    ((Map<String, Object>) listener.get("healthCheck")).put("path", "/ping");
    return spec;
  }

  private static JsonNode schema() {
    try {
      return new YAMLMapper()
          .readTree(Files.readString(Path.of("crds/virtualgateways.appmesh.operators.dev.yaml")))
          .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
