// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.rules.RuleBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The virtual gateways in some documents: our resources, and what the AWS CLI takes and gives. Other
 * objects are passed over.
 *
 * @param gateways in the order of the documents
 * @param problems what is wrong with them, each with file, line and field
 */
public record GatewayManifests(List<SourceGateway> gateways, List<String> problems) {

  private static final String GROUP = "appmesh.operators.dev/";
  private static final String OLD_GROUP = "appmesh.k8s.aws/";
  private static final String WRAPPER = "virtualGateway";

  public GatewayManifests {
    gateways = List.copyOf(gateways);
    problems = List.copyOf(problems);
  }

  /** Reads them, and checks each by the rule book. */
  public static GatewayManifests of(List<Document> documents) {
    var gateways = new ArrayList<SourceGateway>();
    var problems = new ArrayList<String>();
    var seen = new HashMap<String, Document>();
    for (var document : documents) {
      var resource = resource(document, problems);
      if (resource == null) {
        continue;
      }
      var violations = RuleBook.shipped().check(resource);
      violations.forEach(
          it -> problems.add(place(document, it.path()) + it.path() + ": " + it.message()));
      if (violations.isEmpty()) {
        var gateway = SourceGateway.of(resource);
        var other = seen.putIfAbsent(gateway.resource(), document);
        if (other == null) {
          gateways.add(gateway);
        } else {
          problems.add(
              "%smetadata.name: %s stands in %s, line %d, too"
                  .formatted(
                      place(document, "metadata.name"),
                      gateway.resource(),
                      other.source(),
                      other.line()));
        }
      }
    }
    return new GatewayManifests(gateways, problems);
  }

  /** The resource that a document is, or is as good as; null where it is something else. */
  private static @Nullable Map<String, Object> resource(Document document, List<String> problems) {
    var content = document.content();
    var version = String.valueOf(content.get("apiVersion"));
    if ("VirtualGateway".equals(content.get("kind"))) {
      if (version.startsWith(OLD_GROUP)) {
        problems.add(
            place(document, "apiVersion")
                + "apiVersion: a resource of AWS's controller: let convert make one of ours of it");
      }
      return version.startsWith(GROUP) ? named(document, content, problems) : null;
    }
    if (content.containsKey("kind")) {
      return null;
    }
    return content.get(WRAPPER) instanceof Map<?, ?> wrapped
        ? ofAws(wrapped)
        : content.containsKey("virtualGatewayName") ? ofAws(content) : null;
  }

  private static @Nullable Map<String, Object> named(
      Document document, Map<String, Object> resource, List<String> problems) {
    if (resource.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("name") instanceof String) {
      return resource;
    }
    problems.add(place(document, "metadata") + "metadata.name: Required value");
    return null;
  }

  private static Map<String, Object> ofAws(Map<?, ?> gateway) {
    var spec = new LinkedHashMap<String, Object>();
    for (var name : List.of("meshName", "meshOwner", "virtualGatewayName", "tags")) {
      if (gateway.get(name) != null) {
        spec.put(name, gateway.get(name));
      }
    }
    if (gateway.get("spec") instanceof Map<?, ?> members) {
      members.forEach((name, value) -> spec.put(String.valueOf(name), value));
    }
    var metadata = Map.of("name", String.valueOf(gateway.get("virtualGatewayName")));
    return Ordered.map("metadata", metadata, "spec", spec);
  }

  private static String place(Document document, String path) {
    var prefix = document.content().get(WRAPPER) instanceof Map<?, ?> ? WRAPPER + "." : "";
    return "%s:%d: ".formatted(document.source(), document.line(prefix + path));
  }
}
