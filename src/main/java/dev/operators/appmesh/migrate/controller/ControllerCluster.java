// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Meshes and VirtualGateways of AWS's controller, and the Namespaces, from a cluster.
 * Needs only the rights to list them, and changes nothing.
 */
public final class ControllerCluster {

  private static final String SOURCE = "cluster";
  private static final String GROUP = "/apis/appmesh.k8s.aws/v1beta2";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final KubernetesClient client;

  /**
   * @param client of the cluster, with the rights of the user
   */
  public ControllerCluster(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Reads them, 500 at a time.
   *
   * @param namespace namespace of the VirtualGateways; null for all
   * @throws UnreadableDocumentException if the cluster does not have these kinds, forbids listing
   *     them, or cannot be reached
   */
  public List<Document> read(@Nullable String namespace) {
    var within = namespace == null ? "" : "/namespaces/" + encoded(namespace);
    var documents = new ArrayList<Document>();
    documents.addAll(list("/api/v1", "", "v1", "Namespace", "namespaces"));
    documents.addAll(list(GROUP, "", "appmesh.k8s.aws/v1beta2", "Mesh", "meshes"));
    documents.addAll(
        list(GROUP, within, "appmesh.k8s.aws/v1beta2", "VirtualGateway", "virtualgateways"));
    return List.copyOf(documents);
  }

  private List<Document> list(
      String root, String within, String apiVersion, String kind, String plural) {
    var documents = new ArrayList<Document>();
    var next = "";
    do {
      var path = root + within + "/" + plural + "?limit=500&continue=" + encoded(next);
      var page = get(path, kind + " of " + apiVersion, plural);
      if (page.get("items") instanceof List<?> items) {
        for (var item : items) {
          documents.add(document(apiVersion, kind, (Map<?, ?>) item));
        }
      }
      next =
          page.get("metadata") instanceof Map<?, ?> metadata
                  && metadata.get("continue") instanceof String token
              ? token
              : "";
    } while (!next.isEmpty());
    return documents;
  }

  /** Items of a list need not name their kind. */
  private static Document document(String apiVersion, String kind, Map<?, ?> item) {
    var content = new LinkedHashMap<String, Object>();
    content.put("apiVersion", apiVersion);
    content.put("kind", kind);
    item.forEach((name, value) -> content.put(String.valueOf(name), value));
    return Document.of(SOURCE, content);
  }

  private Map<String, Object> get(String path, String what, String plural) {
    try {
      var answer = client.raw(path);
      if (answer == null) {
        throw unreadable(
            "it has no " + what + ": AWS's controller, or its definitions, are not installed there",
            null);
      }
      return JSON.readValue(answer, MAP);
    } catch (KubernetesClientException e) {
      throw switch (e.getCode()) {
        case 401 -> unreadable("it does not accept the credentials of the kubeconfig", e);
        case 403 -> unreadable("the user of the kubeconfig needs the right to list " + plural, e);
        default -> unreadable(plural + " cannot be listed: " + reason(e), e);
      };
    } catch (JsonProcessingException e) {
      throw unreadable("its answer is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private String reason(KubernetesClientException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return client.getMasterUrl() + ": " + cause.getMessage();
  }

  private static UnreadableDocumentException unreadable(String problem, @Nullable Throwable cause) {
    return new UnreadableDocumentException(SOURCE, 0, problem, cause);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
