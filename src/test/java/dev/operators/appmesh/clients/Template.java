// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/**
 * Fills in what the table of cases leaves open.
 *
 * @param variables what {@code <name>} and {@code <name/member/0>} stand for
 */
record Template(ObjectNode variables) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern REFERENCE = Pattern.compile("<([\\w/-]+)>");

  /** {@code node} with its references replaced, and its repetitions carried out. */
  JsonNode filled(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> text(node.asText());
      case ARRAY -> {
        var array = NODES.arrayNode();
        node.forEach(element -> array.add(filled(element)));
        yield array;
      }
      case OBJECT -> node.has("$times") ? repeated(node) : object(node);
      default -> node;
    };
  }

  private ObjectNode object(JsonNode node) {
    var object = NODES.objectNode();
    node.properties()
        .forEach(member -> object.set(text(member.getKey()).asText(), filled(member.getValue())));
    return object;
  }

  private JsonNode repeated(JsonNode node) {
    var times = node.get("$times").asInt();
    if (node.has("$text")) {
      return new TextNode(node.get("$text").asText().repeat(times));
    }
    var array = NODES.arrayNode();
    for (int i = 0; i < times; i++) {
      var numbered = variables.deepCopy();
      numbered.set("i", new IntNode(i));
      array.add(new Template(numbered).filled(node.get("$each")));
    }
    return array;
  }

  private JsonNode text(String text) {
    var whole = REFERENCE.matcher(text);
    if (whole.matches()) {
      return value(whole.group(1));
    }
    return new TextNode(
        REFERENCE.matcher(text).replaceAll(reference -> value(reference.group(1)).asText()));
  }

  private JsonNode value(String path) {
    var value = variables.at("/" + path);
    if (value.isMissingNode()) {
      throw new IllegalArgumentException("nothing is called <" + path + ">");
    }
    return filled(value);
  }
}
