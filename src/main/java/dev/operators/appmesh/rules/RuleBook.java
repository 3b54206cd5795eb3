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
import org.jspecify.annotations.Nullable;

/**
 * What a virtual gateway may be: the schema and the CEL rules of the custom resource's definition,
 * evaluated as the API server does it. Compiled once; safe for use by many threads.
 */
public final class RuleBook {

  private static final String DEFINITION = "/crds/virtualgateways.appmesh.operators.dev.yaml";

  // The schema itself has 13 levels.
  private static final int MAX_DEPTH = 32;

  private static final class Shipped {
    private static final RuleBook BOOK = load();
  }

  private final JsonNode structural;
  private final SchemaRules schema;
  private final ListRules lists;
  private final CelRules cel;

  private RuleBook(ObjectNode structural) {
    // Clients do not write the status, and the API server checks the rest on its own.
    structural.withObject("/properties").retain("spec");
    this.structural = structural;
    schema = new SchemaRules(structural.at("/properties/spec"));
    lists = new ListRules(structural.at("/properties/spec"));
    cel = new CelRules(structural);
  }

  /** The rule book of the definition in this jar. */
  public static RuleBook shipped() {
    return Shipped.BOOK;
  }

  /**
   * The rules that a resource breaks when it is created.
   *
   * @param resource {@code metadata.name} and {@code spec} as in a manifest; all else is ignored
   * @return what is wrong, empty if nothing is
   */
  public List<Violation> check(Map<String, Object> resource) {
    return violations(resource, null);
  }

  /**
   * The rules that a manifest breaks when it is applied for the first time: those of {@link
   * #check}, and those that kubectl apply and the API server have for what is the same in all
   * kinds.
   *
   * @return what is wrong, empty if nothing is
   */
  public List<Violation> checkManifest(Map<String, Object> manifest) {
    if (JsonTree.isDeeperThan(MAX_DEPTH, manifest)) {
      return List.of(new Violation("", "Invalid value: nested too deep"));
    }
    var violations = new ArrayList<>(MetadataRules.check(manifest));
    boolean named =
        manifest.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("name") instanceof String;
    var resource = new HashMap<>(manifest);
    if (!named) {
      resource.put("metadata", Map.of("name", "unnamed"));
    }
    violations.addAll(check(resource));
    return List.copyOf(violations);
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
      return around.isEmpty() ? MetadataRules.TOP : MetadataRules.METADATA;
    }
    var schema = structural;
    for (var name : around.split("\\.", -1)) {
      int bracket = name.indexOf('[');
      schema = schema.path("properties").path(bracket < 0 ? name : name.substring(0, bracket));
      schema = bracket < 0 ? schema : schema.path("items");
    }
    var names = new TreeSet<String>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /**
   * The rules that a resource breaks when it replaces another.
   *
   * @param before the resource as it was
   * @param after the resource as it is to be
   * @return what is wrong, empty if nothing is
   */
  public List<Violation> checkUpdate(Map<String, Object> before, Map<String, Object> after) {
    return violations(after, before);
  }

  private List<Violation> violations(
      Map<String, Object> resource, @Nullable Map<String, Object> before) {
    if (JsonTree.isDeeperThan(MAX_DEPTH, resource) || JsonTree.isDeeperThan(MAX_DEPTH, before)) {
      return List.of(new Violation("spec", "Invalid value: nested too deep"));
    }
    var tree = JsonTree.of(resource);
    if (!tree.has("spec")) {
      return List.of(new Violation("spec", "Required value"));
    }
    var verdict = schema.check(tree.get("spec"), "spec");
    var violations = new ArrayList<>(verdict.violations());
    lists.check(tree.get("spec"), "spec", violations);
    if (!verdict.blocking()) {
      var old = before == null ? null : JsonTree.plain(JsonTree.of(before));
      cel.check(JsonTree.plain(tree), old, "", violations);
    }
    return List.copyOf(violations);
  }

  private static RuleBook load() {
    try (InputStream in = RuleBook.class.getResourceAsStream(DEFINITION)) {
      if (in == null) {
        throw new IllegalStateException(DEFINITION + " is not on the class path");
      }
      JsonNode definition = new YAMLMapper().readTree(in);
      return new RuleBook((ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
