// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.migrate.adopt.Adoption;
import dev.operators.appmesh.migrate.adopt.FileNames;
import dev.operators.appmesh.rules.Fixes;
import dev.operators.appmesh.rules.RuleBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The virtual gateways in documents, and the problems with them. */
public final class GatewayManifests {

  private static final String OURS = "appmesh.operators.dev/";
  private static final String OF_THE_OLD_CONTROLLER = "appmesh.k8s.aws/";
  private static final RuleBook RULES = RuleBook.shipped();
  private static final Fixes FIXES = new Fixes(RULES);

  private final List<SourceGateway> gateways = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Document> seen = new HashMap<>();

  private GatewayManifests() {}

  /**
   * Reads resources of this operator, and input and output of the AWS CLI. Other objects are
   * ignored. Checks each gateway with the rule book.
   */
  public static GatewayManifests of(List<Document> documents) {
    var manifests = new GatewayManifests();
    documents.forEach(manifests::add);
    return manifests;
  }

  /** The gateways without problems, in the order of the documents. */
  public List<SourceGateway> gateways() {
    return List.copyOf(gateways);
  }

  /** The problems, each with file, line, field and, if known, a fix. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private void add(Document document) {
    var kind = document.content().get("kind");
    var version = String.valueOf(document.content().get("apiVersion"));
    if (kind == null && !document.content().containsKey("apiVersion")) {
      addOfAws(document);
    } else if ("VirtualGateway".equals(kind) && version.startsWith(OURS)) {
      addOurs(document);
    } else if ("VirtualGateway".equals(kind) && version.startsWith(OF_THE_OLD_CONTROLLER)) {
      problem(
          document,
          "apiVersion",
          "of AWS's own controller: convert it with the command" + " convert");
    }
  }

  private void addOurs(Document document) {
    var violations = RULES.checkManifest(document.content());
    for (var it : violations) {
      var fix = FIXES.of(it).map(words -> " (fix: " + words + ")").orElse("");
      problem(document, it.path(), it.message() + fix);
    }
    if (violations.isEmpty()) {
      add(document, SourceGateway.of(document.content()));
    }
  }

  /** Without the adoption policy, which is not in the file. */
  private void addOfAws(Document document) {
    var adoption = Adoption.of(List.of(document), FileNames.NONE, null);
    problems.addAll(adoption.problems());
    for (var resource : adoption.resources()) {
      var spec =
          new LinkedHashMap<Object, Object>((Map<?, ?>) resource.getOrDefault("spec", Map.of()));
      spec.remove("connectionRef");
      spec.remove("management");
      var written = new LinkedHashMap<>(resource);
      written.put("spec", spec);
      add(document, SourceGateway.of(written));
    }
  }

  private void add(Document document, SourceGateway gateway) {
    var other = seen.putIfAbsent(gateway.resource(), document);
    if (other == null) {
      gateways.add(gateway);
    } else {
      problem(
          document,
          "metadata.name",
          "Duplicate value: %s is in %s:%d, too"
              .formatted(gateway.resource(), other.source(), other.line()));
    }
  }

  private void problem(Document document, String path, String words) {
    problems.add("%s:%d: %s: %s".formatted(document.source(), document.line(path), path, words));
  }
}
