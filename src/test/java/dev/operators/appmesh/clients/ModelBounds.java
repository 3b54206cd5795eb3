// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.clients.ServiceModel.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Requests at both sides of every bound that the API's model sets to an operation's input. */
final class ModelBounds {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ServiceModel model;
  private final SampleValues samples;
  private final List<Probe> probes = new ArrayList<>();

  private ModelBounds(ServiceModel model, SampleValues samples) {
    this.model = model;
    this.samples = samples;
  }

  /**
   * A request at a bound.
   *
   * @param member path of the member that is bounded, such as {@code spec.listeners[].tls}
   * @param bound which one, such as {@code max 255}
   * @param input the request
   * @param valid whether it is inside
   */
  record Probe(String member, String bound, JsonNode input, boolean valid) {

    /** The last name in the path, which a refusal has to name. */
    String name() {
      return member.substring(member.lastIndexOf('.') + 1).replace("[]", "");
    }
  }

  /**
   * One position in the input.
   *
   * @param path its path
   * @param with the smallest valid input, but with this value at the position; null for none
   */
  private record Position(String path, Function<JsonNode, JsonNode> with) {

    Position member(String name, ObjectNode structure) {
      return new Position(
          path.isEmpty() ? name : path + "." + name,
          value -> {
            var changed = structure.deepCopy();
            if (value.isMissingNode()) {
              changed.remove(name);
            } else {
              changed.set(name, value);
            }
            return with.apply(changed);
          });
    }

    Position element() {
      return new Position(path + "[]", value -> with.apply(NODES.arrayNode().add(value)));
    }
  }

  /** The probes of the input of {@code operation}, the smallest valid input first. */
  static List<Probe> of(ServiceModel model, SampleValues samples, String operation) {
    var bounds = new ModelBounds(model, samples);
    var input = model.input(operation);
    var whole = new Position("", samples::inAgreement);
    bounds.probes.add(new Probe("", "smallest", whole.with().apply(samples.smallest(input)), true));
    bounds.members(input, whole);
    return List.copyOf(bounds.probes);
  }

  private void bounds(Shape shape, Position at) {
    switch (shape.type()) {
      case "structure" -> structure(shape, at);
      case "list" -> list(shape, at);
      case "string" -> string(shape, at);
      case "integer", "long" -> number(shape, at);
      case "boolean" -> wrongType(at, NODES.textNode("true"));
      default -> throw new IllegalStateException("not probed yet: " + shape.type());
    }
  }

  private void structure(Shape shape, Position at) {
    wrongType(at, NODES.numberNode(7));
    if (shape.isUnion()) {
      union(shape, at);
    }
    members(shape, at);
  }

  private void members(Shape shape, Position at) {
    model
        .members(shape)
        .forEach(
            (name, member) -> {
              var smallest = shape.isUnion() ? NODES.objectNode() : samples.smallest(shape);
              var position = at.member(name, smallest);
              if (shape.location(name).equals("uri")) {
                label(member, position);
                return;
              }
              if (shape.required().contains(name)) {
                outside(position, "required", NODES.missingNode());
              }
              if (!samples.isFree(name)) {
                bounds(member, position);
              }
            });
  }

  /** A part of the path: without it, it is another path, and it has no type but text. */
  private void label(Shape shape, Position at) {
    inside(at, "min 1", samples.text(shape, 1));
    if (shape.json().has("max")) {
      var max = shape.json().get("max").asInt();
      inside(at, "max " + max, samples.text(shape, max));
      outside(at, "max " + max, samples.text(shape, max + 1));
    }
  }

  private void union(Shape shape, Position at) {
    var all = NODES.objectNode();
    model
        .members(shape)
        .forEach(
            (name, member) -> {
              var value = samples.of(name, member, 0);
              all.set(name, value);
              inside(at, "union " + name, NODES.objectNode().set(name, value));
            });
    outside(at, "union of none", NODES.objectNode());
    if (all.size() > 1) {
      outside(at, "union of all", all);
    }
  }

  private void list(Shape shape, Position at) {
    wrongType(at, NODES.objectNode());
    var min = shape.json().path("min").asInt(0);
    var max = shape.json().path("max").asInt(-1);
    if (shape.json().has("min")) {
      inside(at, "min " + min, samples.list(shape, min));
    }
    if (min > 0) {
      outside(at, "min " + min, samples.list(shape, min - 1));
    }
    if (max >= 0) {
      inside(at, "max " + max, samples.list(shape, max));
      outside(at, "max " + max, samples.list(shape, max + 1));
    }
    bounds(model.element(shape), at.element());
  }

  private void string(Shape shape, Position at) {
    wrongType(at, NODES.numberNode(7));
    if (shape.json().has("enum")) {
      shape.json().get("enum").forEach(value -> inside(at, "enum " + value, value));
      outside(at, "enum", NODES.textNode("bogus"));
    }
    if (shape.json().has("pattern")) {
      pattern(shape.json().get("pattern").asText(), at);
    }
    var min = shape.json().path("min").asInt(0);
    var max = shape.json().path("max").asInt(-1);
    if (shape.json().has("min")) {
      inside(at, "min " + min, samples.text(shape, min));
    }
    if (min > 0) {
      outside(at, "min " + min, samples.text(shape, min - 1));
    }
    if (max >= 0) {
      inside(at, "max " + max, samples.text(shape, max));
      outside(at, "max " + max, samples.text(shape, max + 1));
    }
  }

  private void pattern(String regex, Position at) {
    Stream.of("x", "x-9!", "x y", " x", "é")
        .forEach(
            text -> {
              var probe = NODES.textNode(text);
              if (Pattern.compile(regex).matcher(text).matches()) {
                inside(at, "pattern " + text, probe);
              } else {
                outside(at, "pattern " + text, probe);
              }
            });
  }

  private void number(Shape shape, Position at) {
    wrongType(at, NODES.textNode("seven"));
    if (shape.json().has("min")) {
      var min = shape.json().get("min").asLong();
      inside(at, "min " + min, NODES.numberNode(min));
      outside(at, "min " + min, NODES.numberNode(min - 1));
    }
    if (shape.json().has("max")) {
      var max = shape.json().get("max").asLong();
      inside(at, "max " + max, NODES.numberNode(max));
      outside(at, "max " + max, NODES.numberNode(max + 1));
    }
  }

  private void wrongType(Position at, JsonNode value) {
    outside(at, "type", value);
  }

  private void inside(Position at, String bound, JsonNode value) {
    probes.add(new Probe(at.path(), bound, at.with().apply(value), true));
  }

  private void outside(Position at, String bound, JsonNode value) {
    probes.add(new Probe(at.path(), bound, at.with().apply(value), false));
  }
}
