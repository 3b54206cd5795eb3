// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** A custom resource's definition as a file: what the types say, and the little they cannot. */
enum CrdFile {
  CONNECTION(AppMeshConnection.class, "appmeshconnections"),
  GATEWAY(VirtualGateway.class, "virtualgateways");

  private static final String HEAD =
      """
      # SPDX-License-Identifier: Apache-2.0
      # Generated from package dev.operators.appmesh.api: ./mvnw test -Dtest=CrdTest -Dcrds=write
      """;

  // Some YAML readers take a plain 1970-01-01T00:00:00Z for a date.
  private static final StringQuotingChecker QUOTING =
      new StringQuotingChecker.Default() {
        @Override
        public boolean needToQuoteValue(String value) {
          return super.needToQuoteValue(value) || Character.isDigit((value + " ").charAt(0));
        }
      };

  private static final YAMLMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(QUOTING).build())
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private final Class<? extends CustomResource<?, ?>> type;
  private final Path path;

  CrdFile(Class<? extends CustomResource<?, ?>> type, String plural) {
    this.type = type;
    this.path =
        Path.of(System.getProperty("basedir", "."))
            .resolve("crds/" + plural + ".appmesh.operators.dev.yaml");
  }

  /** Where it lies. */
  Path path() {
    return path;
  }

  /** The schema in the file. */
  JsonNode schema() throws IOException {
    return tree(Files.readString(path)).at("/spec/versions/0/schema/openAPIV3Schema");
  }

  /** The definition that belongs into {@link #path}. */
  String generate() throws IOException {
    var definition = (ObjectNode) YAML.readTree(fromTypes());
    var version = (ObjectNode) definition.at("/spec/versions/0");
    var schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    tidy(schema);
    switch (this) {
      case CONNECTION -> completeConnection(schema);
      case GATEWAY -> completeGateway(schema);
    }
    version.set("additionalPrinterColumns", inOrder(version.get("additionalPrinterColumns")));
    return HEAD + YAML.writeValueAsString(definition);
  }

  private byte[] fromTypes() {
    var bytes = new ByteArrayOutputStream();
    new CRDGenerator()
        .customResourceClasses(type)
        .withOutput(
            new CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream>() {
              @Override
              protected ByteArrayOutputStream createStreamFor(String name) {
                return bytes;
              }
            })
        .generate();
    return bytes.toByteArray();
  }

  /** What annotations cannot say. */
  private static void completeConnection(ObjectNode schema) {
    schema.put(
        "description",
        "A connection to an account and region of App Mesh, or to another endpoint, and the"
            + " namespaces that may use it.");
    schema.withObject("/properties").remove("status");
    at(schema, "spec.namespaceSelector.matchLabels").put("maxProperties", 16);
    list(schema, "spec.namespaceSelector.matchExpressions", "atomic");
    var requirement =
        (ObjectNode) at(schema, "spec.namespaceSelector.matchExpressions").get("items");
    list(requirement, "values", "atomic");
  }

  private static void completeGateway(ObjectNode schema) throws IOException {
    schema.put(
        "description",
        "A virtual gateway in AWS App Mesh, which the operator keeps as the spec describes it.");
    var clientTls = "spec.backendDefaults.clientPolicy.tls";
    list(schema, clientTls + ".ports", "set");
    list(schema, clientTls + ".validation.trust.acm.certificateAuthorityArns", "set");
    list(schema, clientTls + ".validation.subjectAlternativeNames.match.exact", "set");
    list(schema, "spec.listeners", "atomic");
    var listenerNames = "tls.validation.subjectAlternativeNames.match.exact";
    list((ObjectNode) at(schema, "spec.listeners").get("items"), listenerNames, "set");
    list(schema, "spec.logging.accessLog.file.format.json", "atomic");
    list(schema, "spec.tags", "map", "key");
    list(schema, "status.conditions", "map", "type");
    list(schema, "status.drift", "atomic");
    list(schema, "status.tags", "map", "key");
    at(schema, "status.createdAt").put("format", "date-time");
    at(schema, "status.lastUpdatedAt").put("format", "date-time");
    ((ObjectNode) at(schema, "status.conditions").at("/items/properties/lastTransitionTime"))
        .put("format", "date-time");
    // Tools that wait for readiness must not take a resource that nobody has seen for a ready one.
    at(schema, "status")
        .set(
            "default",
            YAML.readTree(
                """
                conditions:
                - type: Ready
                  status: "Unknown"
                  reason: Pending
                  message: Waiting for the operator
                  lastTransitionTime: "1970-01-01T00:00:00Z"
                """));
  }

  private static void list(ObjectNode schema, String path, String type, String... keys) {
    var list = at(schema, path);
    list.put("x-kubernetes-list-type", type);
    if (keys.length > 0) {
      var names = list.putArray("x-kubernetes-list-map-keys");
      Arrays.stream(keys).forEach(names::add);
    }
  }

  private static ObjectNode at(ObjectNode schema, String path) {
    return (ObjectNode) schema.at("/properties/" + path.replace(".", "/properties/"));
  }

  /** The generator takes limits for fractions, and a rule on a record's component for two. */
  private static void tidy(JsonNode node) {
    for (var limit : List.of("minimum", "maximum")) {
      if (node.path(limit).isNumber()) {
        ((ObjectNode) node).put(limit, node.get(limit).asLong());
      }
    }
    if (node.path("x-kubernetes-validations") instanceof ArrayNode rules) {
      var once = new LinkedHashSet<JsonNode>();
      rules.forEach(once::add);
      rules.removeAll().addAll(once);
    }
    node.forEach(CrdFile::tidy);
  }

  /** The generator sorts columns by path; people read them in the order of the annotations. */
  private ArrayNode inOrder(JsonNode columns) {
    var ordered = YAML.createArrayNode();
    for (var wanted : type.getAnnotationsByType(AdditionalPrinterColumn.class)) {
      for (var column : columns) {
        if (column.get("name").asText().equals(wanted.name())) {
          ordered.add(column);
        }
      }
    }
    return ordered;
  }

  private static JsonNode tree(String yaml) throws IOException {
    return YAML.readTree(yaml);
  }
}
