// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a custom resource may be: the schema and the CEL rules of its definition, evaluated as the
 * API server does it at a creation. Compiled once; safe for use by many threads.
 */
public final class RuleBook {

  // The schema itself has 13 levels.
  private static final int MAX_DEPTH = 32;

  // etcd stores up to 1.5 MiB, and a value takes more than 15 bytes of that.
  private static final int MAX_VALUES = 100_000;

  // More help nobody, and what is invalid can have one for each of its values.
  private static final int MAX_VIOLATIONS = 100;

  private static final String TOO_LARGE =
      "Too long: more than " + MAX_VALUES + " values: the API server stores no object so large";

  private static final class Shipped {
    private static final RuleBook BOOK = load("virtualgateways");
  }

  private static final class Connections {
    private static final RuleBook BOOK = load("appmeshconnections");
  }

  private final String shortName;
  private final Set<String> top;
  private final JsonNode structural;
  private final SchemaRules schema;
  private final CelRules cel;

  private RuleBook(JsonNode definition) {
    shortName = definition.at("/spec/names/shortNames/0").asText();
    var structural =
        (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema").deepCopy();
    top = MetadataRules.top(names(structural));
    // Clients do not write the status, and the API server checks the rest on its own.
    structural.withObject("/properties").retain("spec");
    this.structural = structural;
    schema = new SchemaRules(structural.at("/properties/spec"));
    cel = new CelRules(structural);
  }

  /** The rule book of virtual gateways, by the definition in this jar. */
  public static RuleBook shipped() {
    return Shipped.BOOK;
  }

  /** The rule book of connections, by the definition in this jar. */
  public static RuleBook connections() {
    return Connections.BOOK;
  }

  /** What kubectl calls the kind for short. */
  public String shortName() {
    return shortName;
  }

  /**
   * The rules that a resource breaks when it is created.
   *
   * @param resource {@code metadata.name} and {@code spec} as in a manifest; all else is ignored
   * @return what is wrong, empty if nothing is; at most 100, and one that says how many more
   */
  public List<Violation> check(Map<String, Object> resource) {
    if (JsonTree.isDeeperThan(MAX_DEPTH, resource)) {
      return List.of(new Violation("spec", "Invalid value: nested too deep"));
    }
    if (JsonTree.isLargerThan(MAX_VALUES, resource)) {
      return List.of(new Violation("spec", TOO_LARGE));
    }
    var tree = JsonTree.of(resource);
    if (!tree.has("spec")) {
      return List.of(new Violation("spec", "Required value"));
    }
    var verdict = schema.check(tree.get("spec"), "spec");
    var violations = new ArrayList<>(verdict.violations());
    ListRules.check(structural.at("/properties/spec"), tree.get("spec"), "spec", violations);
    if (!verdict.blocking()) {
      cel.check(JsonTree.plain(tree), "", violations);
    }
    return listed(violations);
  }

  /**
   * The rules that a manifest breaks when it is applied for the first time: those of {@link
   * #check}, and those that kubectl apply and the API server have for what is the same in all
   * kinds.
   *
   * @return as {@link #check}
   */
  public List<Violation> checkManifest(Map<String, Object> manifest) {
    if (JsonTree.isDeeperThan(MAX_DEPTH, manifest)) {
      return List.of(new Violation("", "Invalid value: nested too deep"));
    }
    if (JsonTree.isLargerThan(MAX_VALUES, manifest)) {
      return List.of(new Violation("", TOO_LARGE));
    }
    var violations = new ArrayList<>(MetadataRules.check(manifest, top));
    boolean named =
        manifest.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("name") instanceof String;
    var resource = new HashMap<>(manifest);
    if (!named) {
      resource.put("metadata", Map.of("name", "unnamed"));
    }
    violations.addAll(check(resource));
    return listed(violations);
  }

  private static List<Violation> listed(List<Violation> violations) {
    int more = violations.size() - MAX_VIOLATIONS;
    if (more <= 0) {
      return List.copyOf(violations);
    }
    var listed = new ArrayList<>(violations.subList(0, MAX_VIOLATIONS));
    listed.add(
        new Violation("", "Invalid value: " + more + " more violations: correct these first"));
    return List.copyOf(listed);
  }

  /**
   * The names that the definition knows around a field.
   *
   * @param path as in {@link Violation#path}
   * @return the members of the object that the field is in; empty where there is no such object
   */
  public Set<String> siblings(String path) {
    var around = path.substring(0, Math.max(0, path.lastIndexOf('.')));
    if (around.isEmpty() || around.equals("metadata")) {
      return around.isEmpty() ? top : MetadataRules.METADATA;
    }
    var schema = structural;
    for (var name : around.split("\\.", -1)) {
      int bracket = name.indexOf('[');
      schema = schema.path("properties").path(bracket < 0 ? name : name.substring(0, bracket));
      schema = bracket < 0 ? schema : schema.path("items");
    }
    return names(schema);
  }

  private static Set<String> names(JsonNode schema) {
    var names = new TreeSet<String>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static RuleBook load(String plural) {
    var file = "/crds/" + plural + ".appmesh.operators.dev.yaml";
    try (InputStream in = RuleBook.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return new RuleBook(new YAMLMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
