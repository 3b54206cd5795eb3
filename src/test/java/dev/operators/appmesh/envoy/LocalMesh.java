// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The requests that create a mesh, fitted to this machine: ports are free ones, and each virtual
 * node has a loopback address of its own. All else is as it was.
 */
final class LocalMesh {

  private static final Path EXAMPLES = Path.of("src/test/resources/endpoint/meshes");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_PORTS = 30;

  /** Each kind after those whose resources it names. */
  private static final List<ResourceKind> ORDER =
      List.of(
          ResourceKind.MESH,
          ResourceKind.VIRTUAL_NODE,
          ResourceKind.VIRTUAL_ROUTER,
          ResourceKind.ROUTE,
          ResourceKind.VIRTUAL_SERVICE,
          ResourceKind.VIRTUAL_GATEWAY,
          ResourceKind.GATEWAY_ROUTE);

  private final Iterator<Integer> free = FreePorts.some(MOST_PORTS).iterator();
  private final Map<Integer, Integer> listeners;
  private final Map<Integer, Integer> elsewhere;
  private final Map<Integer, Integer> ports = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<NodePort> nodePorts = new ArrayList<>();
  private int nodes;

  /** A call of the API that creates a resource. */
  record Request(ResourceKind kind, ObjectNode input) {

    private static Request of(ObjectNode input) {
      var kinds = Stream.of(ResourceKind.values()).filter(it -> input.has(it.nameMember()));
      return new Request(kinds.reduce((_, deeper) -> deeper).orElseThrow(), input);
    }

    private static Request of(String mesh, String path, Map<String, Object> spec) {
      var input = JSON.createObjectNode().put("meshName", mesh);
      var segments = List.of(path.split("/", -1));
      for (int i = 0; i < segments.size(); i += 2) {
        input.put(segments.get(i) + "Name", segments.get(i + 1));
      }
      return of(input.set("spec", JSON.valueToTree(spec)));
    }

    private String name() {
      return input.get(kind.nameMember()).asText();
    }
  }

  /**
   * Where a virtual node is to listen.
   *
   * @param label its name, its protocol and its port in the mesh
   */
  record NodePort(String label, String address, int port) {}

  private LocalMesh(
      List<Request> requests, Map<Integer, Integer> listeners, Map<Integer, Integer> elsewhere)
      throws IOException {
    this.listeners = new HashMap<>(listeners);
    this.elsewhere = elsewhere;
    requests.forEach(this::add);
  }

  /**
   * One of AWS's examples.
   *
   * @param listeners ports of gateways that are not to be just free ones, by those of the mesh
   */
  static LocalMesh example(String name, Map<Integer, Integer> listeners) throws IOException {
    var requests = new ArrayList<Request>();
    try (var files = Files.list(EXAMPLES.resolve(name))) {
      for (var file : files.sorted().toList()) {
        requests.add(Request.of((ObjectNode) JSON.readTree(file.toFile())));
      }
    }
    return new LocalMesh(requests, listeners, Map.of());
  }

  /**
   * One of these specs.
   *
   * @param specs by their paths in the mesh, such as {@code virtualRouter/a/route/b}
   * @param elsewhere ports of nodes that others serve, by those of the mesh
   */
  static LocalMesh of(
      String name, Map<String, Map<String, Object>> specs, Map<Integer, Integer> elsewhere)
      throws IOException {
    var requests = new ArrayList<Request>();
    requests.add(Request.of(JSON.createObjectNode().put("meshName", name)));
    specs.forEach((path, spec) -> requests.add(Request.of(name, path, spec)));
    requests.sort(Comparator.comparingInt(it -> ORDER.indexOf(it.kind())));
    return new LocalMesh(requests, Map.of(), elsewhere);
  }

  /** In the order in which they can be sent. */
  List<Request> requests() {
    return requests;
  }

  /** The ports of its virtual nodes, but for those that others serve. */
  List<NodePort> nodePorts() {
    return nodePorts;
  }

  /** Where its gateways listen instead of this port. */
  int listener(int port) {
    return listeners.computeIfAbsent(port, _ -> free.next());
  }

  /** Where its nodes listen, and its routers, instead of this port. */
  int port(int port) {
    var other = elsewhere.get(port);
    return other == null ? ports.computeIfAbsent(port, _ -> free.next()) : other;
  }

  private void add(Request request) {
    if (request.kind() == ResourceKind.VIRTUAL_NODE) {
      addNode(request);
    }
    fit(request.input(), request.kind(), request.kind() == ResourceKind.VIRTUAL_GATEWAY);
    requests.add(request);
  }

  private void addNode(Request request) {
    nodes++;
    var address = "127.0.1." + nodes;
    for (var listener : request.input().at("/spec/listeners")) {
      var port = listener.at("/portMapping/port").asInt();
      var protocol = listener.at("/portMapping/protocol").asText();
      if (!elsewhere.containsKey(port)) {
        var label = "%s_%s_%d".formatted(request.name(), protocol, port);
        nodePorts.add(new NodePort(label, address, port(port)));
      }
    }
    if (request.input().at("/spec/serviceDiscovery/dns") instanceof ObjectNode dns) {
      dns.put("hostname", address);
    }
  }

  /** What a gateway route matches is a port of its gateway, what it leads to is not. */
  private void fit(JsonNode node, ResourceKind kind, boolean isOfGateway) {
    if (node instanceof ObjectNode object && object.path("port").isInt()) {
      var port = object.get("port").asInt();
      object.put("port", isOfGateway ? listener(port) : port(port));
    }
    for (var member : node.properties()) {
      var isMatch = kind == ResourceKind.GATEWAY_ROUTE && member.getKey().equals("match");
      fit(member.getValue(), kind, isOfGateway || isMatch);
    }
    if (node.isArray()) {
      node.forEach(element -> fit(element, kind, isOfGateway));
    }
  }
}
