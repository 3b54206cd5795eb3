// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The meshes of AWS's examples, each a folder of requests that create it. */
final class ExampleMesh {

  private static final Path FOLDER = Path.of("src/test/resources/endpoint/meshes");
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> KINDS =
      List.of(
          "virtualGateway",
          "gatewayRoute",
          "virtualRouter",
          "route",
          "virtualService",
          "virtualNode");

  private ExampleMesh() {}

  /** The names of all. */
  static List<String> names() {
    try (var folders = Files.list(FOLDER)) {
      return folders.map(it -> it.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of them. */
  static MeshResources named(String name) {
    var specs = new TreeMap<String, Map<String, Object>>();
    try (var files = Files.list(FOLDER.resolve(name))) {
      for (var file : files.toList()) {
        var request = JSON.readTree(file.toFile());
        specs.put(path(request), spec(request));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MeshResources(name + "-mesh", specs);
  }

  /** The names of its gateways. */
  static List<String> gateways(MeshResources mesh) {
    return List.copyOf(mesh.children("virtualGateway").keySet()).stream()
        .filter(it -> !it.contains("/"))
        .toList();
  }

  private static String path(JsonNode request) {
    var path = new StringBuilder();
    for (var kind : KINDS) {
      if (request.has(kind + "Name")) {
        path.append(path.isEmpty() ? "" : "/").append(kind).append('/');
        path.append(request.get(kind + "Name").asText());
      }
    }
    return path.toString();
  }

  private static Map<String, Object> spec(JsonNode request) {
    return JSON.convertValue(
        request.path("spec").isObject() ? request.get("spec") : JSON.createObjectNode(),
        new TypeReference<>() {});
  }
}
