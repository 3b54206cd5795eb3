// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What service accounts have asked an API server for, as it logs it itself.
 *
 * @param policy file that says what is logged
 * @param file where it is logged, a JSON object a line
 */
record AuditLog(Path policy, Path file) {

  /** A watch is logged when it begins, since it may end after the test. */
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - level: Metadata
        userGroups: ["system:serviceaccounts"]
      - level: None
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  static AuditLog in(Path folder) {
    return new AuditLog(folder.resolve("audit-policy.yaml"), folder.resolve("audit.log"));
  }

  Path writePolicy() throws IOException {
    return Files.writeString(policy, POLICY);
  }

  /** The requests of this account; not those for what is no resource, such as the API groups. */
  List<AuditedRequest> of(String namespace, String serviceAccount) {
    var user = "system:serviceaccount:" + namespace + ':' + serviceAccount;
    try (var lines = Files.lines(file)) {
      return lines
          .map(AuditLog::parse)
          .filter(event -> event.at("/user/username").asText().equals(user))
          .filter(event -> event.has("objectRef"))
          .map(AuditLog::request)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AuditedRequest request(JsonNode event) {
    var object = event.path("objectRef");
    var subresource = object.path("subresource").asText();
    return new AuditedRequest(
        event.path("verb").asText(),
        object.path("apiGroup").asText(),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(),
        object.path("name").asText(),
        Objects.requireNonNullElse(URI.create(event.path("requestURI").asText()).getRawQuery(), ""),
        event.at("/annotations/authorization.k8s.io~1decision").asText().equals("allow"));
  }
}
