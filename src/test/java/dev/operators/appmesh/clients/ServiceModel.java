// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * The API's model as AWS published it with its clients.
 *
 * @param root the JSON document {@code service-2.json}
 */
record ServiceModel(JsonNode root) {

  /** Reads it from a file compressed by gzip. */
  static ServiceModel read(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new ServiceModel(new ObjectMapper().readTree(in));
    }
  }

  /** The description of the operation {@code name}. */
  JsonNode operation(String name) {
    return root.at("/operations/" + name);
  }

  /** The structure that the operation {@code name} takes. */
  Shape input(String name) {
    return shape(operation(name).at("/input/shape").asText());
  }

  /** The member of the output that is the whole body of the answer, if there is one. */
  Optional<String> payload(String operation) {
    var output = shape(operation(operation).at("/output/shape").asText());
    return Optional.ofNullable(output.json().get("payload")).map(JsonNode::asText);
  }

  /** The type of that name. */
  Shape shape(String name) {
    return new Shape(name, root.at("/shapes/" + name));
  }

  /** The members of a structure in their order. */
  Map<String, Shape> members(Shape structure) {
    var members = new LinkedHashMap<String, Shape>();
    structure
        .json()
        .path("members")
        .properties()
        .forEach(member -> members.put(member.getKey(), shape(member.getValue())));
    return members;
  }

  /** The type of a list's elements. */
  Shape element(Shape list) {
    return shape(list.json().get("member"));
  }

  private Shape shape(JsonNode reference) {
    return shape(reference.get("shape").asText());
  }

  /**
   * A type of the model.
   *
   * @param name its name, such as {@code PortNumber}
   * @param json its description
   */
  record Shape(String name, JsonNode json) {

    /** {@code structure}, {@code list}, {@code string}, {@code integer}, and so on. */
    String type() {
      return json.get("type").asText();
    }

    boolean isUnion() {
      return json.path("union").asBoolean();
    }

    /** The members that must be there. */
    Set<String> required() {
      var names = new TreeSet<String>();
      json.path("required").forEach(name -> names.add(name.asText()));
      return names;
    }

    /** Where in the request a member goes: {@code uri}, {@code querystring} or {@code body}. */
    String location(String member) {
      return json.at("/members/" + member).path("location").asText("body");
    }
  }
}
