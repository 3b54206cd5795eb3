// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Specs at random, the same ones for the same seed: all members and limits of the API's
 * VirtualGatewaySpec, as the custom resource's schema has them. Maps and lists are mutable.
 */
public final class RandomSpecs {

  private static final Set<String> NOT_OF_THE_API =
      Set.of("meshName", "meshOwner", "virtualGatewayName", "tags", "management", "connectionRef");
  private static final String[] LETTERS = {
    "a", "Z", "0", "-", "/", "%", "\"", "\n", " ", "ü", "🐢"
  };

  private final Random random;
  private final JsonNode schema = schema();

  /** Specs that this seed gives. */
  public RandomSpecs(long seed) {
    random = new Random(seed);
  }

  /** The API's part of the schema of {@code spec}. */
  public static JsonNode schema() {
    try (InputStream in =
        RandomSpecs.class.getResourceAsStream("/crds/virtualgateways.appmesh.operators.dev.yaml")) {
      var spec =
          new YAMLMapper()
              .readTree(in)
              .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
      ((ObjectNode) spec.get("properties")).remove(NOT_OF_THE_API);
      ((ObjectNode) spec).putArray("required").add("listeners");
      return spec;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A spec that App Mesh takes. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> valid() {
    var spec = object(schema);
    var port = 1 + random.nextInt(65_000);
    for (var item : (List<Object>) spec.getOrDefault("listeners", List.of())) {
      agree((Map<String, Object>) item, port++);
    }
    return spec;
  }

  /** A spec that differs from a valid one in one thing, which the schema refuses. */
  public Map<String, Object> invalid() {
    var spec = valid();
    var changes = InvalidatingChanges.of(schema, spec);
    changes.get(random.nextInt(changes.size())).run();
    return spec;
  }

  /** Makes the members of a listener fit each other. */
  @SuppressWarnings("unchecked")
  private void agree(Map<String, Object> listener, int port) {
    var protocol = "http";
    if (listener.get("portMapping") instanceof Map<?, ?> mapping) {
      ((Map<String, Object>) mapping).put("port", port);
      protocol = String.valueOf(mapping.get("protocol"));
    }
    var members = schema.at("/properties/listeners/items/properties");
    if (listener.containsKey("connectionPool")) {
      var pool = new LinkedHashMap<String, Object>();
      pool.put(protocol, value(members.at("/connectionPool/properties/" + protocol)));
      listener.put("connectionPool", pool);
    }
    if (listener.get("healthCheck") instanceof Map<?, ?> found) {
      var check = (Map<String, Object>) found;
      check.computeIfPresent("port", (name, any) -> port);
      if ("http".equals(protocol) && "grpc".equals(check.get("protocol"))) {
        check.put("protocol", "http2");
      }
      if (!"grpc".equals(check.get("protocol")) && "".equals(check.getOrDefault("path", ""))) {
        check.put("path", "/");
      }
    }
  }

  private Object value(JsonNode node) {
    return switch (node.path("type").asText()) {
      case "object" -> object(node);
      case "array" -> list(node);
      case "string" -> string(node);
      case "boolean" -> random.nextBoolean();
      default -> integer(node.path("minimum").asInt(), node.path("maximum").asInt());
    };
  }

  private Map<String, Object> object(JsonNode node) {
    var members = new ArrayList<String>();
    node.path("properties").fieldNames().forEachRemaining(members::add);
    var required = new ArrayList<String>();
    node.path("required").forEach(name -> required.add(name.asText()));
    if (node.has("x-kubernetes-validations") && required.isEmpty()) {
      // The rules of objects without required members all say: exactly one.
      required.add(members.get(random.nextInt(members.size())));
      members.retainAll(required);
    }
    var object = new LinkedHashMap<String, Object>();
    for (var name : members) {
      if (required.contains(name) || random.nextBoolean()) {
        object.put(name, value(node.path("properties").get(name)));
      }
    }
    return object;
  }

  private List<Object> list(JsonNode node) {
    var size = integer(node.path("minItems").asInt(), Math.min(3, node.path("maxItems").asInt()));
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(value(node.path("items")));
    }
    return node.path("x-kubernetes-list-type").asText().equals("set")
        ? new ArrayList<>(new LinkedHashSet<>(items))
        : items;
  }

  private String string(JsonNode node) {
    if (node.has("enum")) {
      return node.path("enum").get(random.nextInt(node.path("enum").size())).asText();
    }
    var prefix = node.path("pattern").asText().startsWith("^arn:") ? "arn:aws:x" : "";
    var max = node.path("maxLength").asInt() - prefix.length();
    var length = integer(node.path("minLength").asInt(), random.nextInt(8) == 0 ? max : 12);
    var text = new StringBuilder(prefix);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }

  /** Limits come more often than what is between them. */
  private int integer(int min, int max) {
    return switch (random.nextInt(4)) {
      case 0 -> min;
      case 1 -> max;
      default -> (int) random.nextLong(min, max + 1L);
    };
  }
}
