// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Configurations in the bootstrap of an Envoy that asks nobody: routes are part of their listeners,
 * endpoints of their clusters, secrets of the bootstrap, and all virtual nodes are one upstream.
 * Answers of the second hop name the cluster in {@code x-cluster}.
 */
final class StaticBootstrap {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SECRETS =
      """
      {"name": "static_cluster_sds_unix_socket", "type": "STATIC", "connect_timeout": "1s",
       "load_assignment": {"cluster_name": "static_cluster_sds_unix_socket", "endpoints": [{"lb_endpoints": [
         {"endpoint": {"address": {"pipe": {"path": "/tmp/no-such-agent.sock"}}}}]}]}}
      """;

  /** What App Mesh's own Envoy had in its bootstrap: RE2's bound, which is 100 by default. */
  private static final String RUNTIME =
      """
      {"layers": [{"name": "static", "static_layer": {"re2.max_program_size.error_level": 1000}}]}
      """;

  private final ObjectNode bootstrap = JSON.createObjectNode();
  private final ArrayNode listeners;
  private final ArrayNode clusters;
  private final ArrayNode secrets;

  /** One whose own interface is on a port. */
  StaticBootstrap(int adminPort) {
    bootstrap.set("node", JSON.valueToTree(Map.of("id", "gw", "cluster", "gw")));
    bootstrap.set(
        "admin", JSON.valueToTree(Map.of("address", Endpoints.socket("127.0.0.1", adminPort))));
    bootstrap.set("layered_runtime", json(RUNTIME));
    var resources = bootstrap.putObject("static_resources");
    listeners = resources.putArray("listeners");
    clusters = resources.putArray("clusters").add(json(SECRETS));
    secrets = resources.putArray("secrets");
  }

  /**
   * Adds a configuration.
   *
   * @param prefix of the names of listeners and secrets, by which they differ from those of others
   */
  StaticBootstrap add(String prefix, Configuration configuration) {
    JsonNode routes = JSON.valueToTree(configuration.routes());
    for (var tree : configuration.listeners().values()) {
      ObjectNode listener = JSON.valueToTree(tree);
      listener.put("name", prefix + listener.get("name").asText());
      listener.findParents("rds").forEach(it -> inline((ObjectNode) it, routes));
      nameSecrets(prefix, listener);
      listeners.add(listener);
    }
    for (var tree : configuration.clusters().values()) {
      ObjectNode cluster = JSON.valueToTree(tree);
      if (cluster.remove("eds_cluster_config") != null) {
        var name = cluster.get("name").asText();
        cluster.put("type", "STATIC");
        cluster.set("load_assignment", JSON.valueToTree(configuration.endpoints().get(name)));
      }
      nameSecrets(prefix, cluster);
      clusters.add(cluster);
    }
    for (var tree : configuration.secrets().values()) {
      ObjectNode secret = JSON.valueToTree(tree);
      secret.put("name", prefix + secret.get("name").asText());
      secrets.add(secret);
    }
    return this;
  }

  /** Sends what is for virtual nodes to ports of this machine. */
  StaticBootstrap withUpstream(int plainPort, int tlsPort) {
    for (var cluster : clusters) {
      if (cluster.get("name").asText().startsWith("cds_egress_")) {
        cluster
            .findParents("socket_address")
            .forEach(
                it ->
                    ((ObjectNode) it.get("socket_address"))
                        .put("address", "127.0.0.1")
                        .put("port_value", cluster.has("transport_socket") ? tlsPort : plainPort));
      }
    }
    return this;
  }

  /** Gives each listener a port that no other has; from 0 on, any that is free. */
  StaticBootstrap withPortsFrom(int port) {
    int next = port;
    for (var listener : listeners) {
      ((ObjectNode) listener.at("/address/socket_address"))
          .put("port_value", port == 0 ? 0 : next++);
    }
    return this;
  }

  /** As it is. */
  Map<String, Object> tree() {
    return JSON.convertValue(bootstrap, new TypeReference<>() {});
  }

  /** Without a source, a secret is one of the bootstrap. */
  private static void nameSecrets(String prefix, ObjectNode tree) {
    for (var it : tree.findParents("sds_config")) {
      if (it.get("sds_config").has("ads")) {
        ((ObjectNode) it).put("name", prefix + it.get("name").asText()).remove("sds_config");
      }
    }
  }

  private static void inline(ObjectNode connections, JsonNode routes) {
    var name = connections.remove("rds").get("route_config_name").asText();
    ObjectNode inlined = routes.get(name).deepCopy();
    if (name.startsWith("rds_egress")) {
      inlined.set(
          "response_headers_to_add",
          json("[{\"header\": {\"key\": \"x-cluster\", \"value\": \"%UPSTREAM_CLUSTER%\"}}]"));
    }
    connections.set("route_config", inlined);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
