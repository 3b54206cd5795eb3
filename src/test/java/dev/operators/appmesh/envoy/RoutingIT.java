// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Where requests get to: a mesh is made by the API of a real endpoint, a real Envoy asks it for its
 * configuration, and all requests are sent over TCP.
 */
class RoutingIT {

  private static final EnvoyProgram ENVOY = EnvoyProgram.find();

  /** The ports of nodes in {@code routing.yaml} that count tries, and where nobody listens. */
  private static final int COUNTED = 9001;

  private static final int NOBODY = 9002;

  /**
   * The port of the gateway that a node of another gateway calls. Two Envoys on one machine must
   * not both have their second hop on the endpoint's port for it: that of a gateway with a listener
   * there is on the next one.
   */
  private static final int PRIVATE = 9090;

  /** Where gateways are asked, not on 127.0.0.1, where their second hops listen. */
  private static final String GATEWAYS = "127.0.0.2";

  private static TempFolder folder;
  private static DrivingEndpoint endpoint;

  @BeforeAll
  static void startEndpoint() throws IOException {
    folder = TempFolder.create("appmesh-routing-");
    endpoint = DrivingEndpoint.start(folder.path());
  }

  @AfterAll
  static void stopEndpoint() throws IOException {
    endpoint.close();
    folder.close();
  }

  /**
   * A mesh and what its gateways are asked.
   *
   * @param specs by their paths in the mesh
   */
  private record Table(Map<String, Map<String, Object>> specs, Map<String, Gateway> gateways) {}

  private record Gateway(List<String> omitted, List<Request> requests) {}

  /**
   * A request of a table.
   *
   * @param answers those of a node that counts tries
   * @param get what it gets
   */
  private record Request(
      String ask,
      @Nullable String host,
      @Nullable Integer port,
      @Nullable Map<String, String> headers,
      @Nullable String answers,
      String get) {

    String id() {
      return ask + " " + answers;
    }

    WireRequest.Answer send(LocalMesh mesh) throws IOException {
      var wire = WireRequest.of(ask, host == null ? "client.example.com" : host);
      if (headers != null) {
        for (var header : headers.entrySet()) {
          wire = wire.with(header.getKey(), header.getValue());
        }
      }
      if (answers != null) {
        wire = wire.with("x-id", id()).with("x-answers", answers);
      }
      var answer = wire.send(new Socket(GATEWAYS, mesh.listener(port == null ? 80 : port)));
      // No node sees how the two hops tell each other the target.
      assertThat(answer.headers().getOrDefault("x-target", "-")).isEqualTo("-");
      return answer;
    }
  }

  @Test
  void requestsGetWhereTheTableSays() throws Exception {
    var table = Tables.read("routing.yaml", new TypeReference<Table>() {});
    int nobody = FreePorts.some(1).getFirst();
    try (var tries = CountedTries.start()) {
      var mesh = LocalMesh.of("m", table.specs(), Map.of(COUNTED, tries.port(), NOBODY, nobody));
      endpoint.create(mesh);
      try (var _ = NodeBackends.start(ENVOY, folder.path(), mesh)) {
        for (var entry : table.gateways().entrySet()) {
          var gateway = entry.getValue();
          try (var _ = endpoint.envoy(ENVOY, "m", entry.getKey())) {
            assertAnswers(gateway.requests(), it -> answer(it, mesh, tries));
            assertThat(endpoint.omitted("m", entry.getKey()))
                .containsExactlyInAnyOrderElementsOf(gateway.omitted());
          }
        }
      }
    }
  }

  @Test
  void theExamplesDoWhatTheirNamesSay() throws Exception {
    var examples =
        Tables.read(
            "examples.yaml", new TypeReference<Map<String, Map<String, List<Request>>>>() {});
    for (var example : examples.entrySet()) {
      var name = example.getKey();
      var mesh = LocalMesh.example(name, Map.of(PRIVATE, endpoint.egress()));
      endpoint.create(mesh);
      var calls = new NodeBackends.Forward("ui-vn_http_80", "/api/", mesh.listener(PRIVATE));
      var envoys = new ArrayList<EnvoyProcess>();
      try (var _ = NodeBackends.start(ENVOY, folder.path(), mesh, calls)) {
        for (var gateway : example.getValue().keySet()) {
          envoys.add(endpoint.envoy(ENVOY, name + "-mesh", gateway));
        }
        for (var requests : example.getValue().values()) {
          assertAnswers(requests, it -> it.send(mesh).summary());
        }
        if (name.equals("color-weights")) {
          assertWeights(mesh);
        }
      } finally {
        envoys.forEach(EnvoyProcess::close);
      }
    }
  }

  /** 70 of black, 30 of blue, and 0 of red. */
  private static void assertWeights(LocalMesh mesh) throws IOException {
    var nodes = new HashMap<String, Integer>();
    for (int i = 0; i < 200; i++) {
      var answer = WireRequest.of("GET /tell", "a").send(mesh.listener(9080)).summary();
      nodes.merge(answer.split(" ")[1], 1, Integer::sum);
    }
    assertThat(nodes)
        .containsOnlyKeys("colorteller-black-vn_http_9080", "colorteller-blue-vn_http_9080");
    assertThat(nodes.get("colorteller-black-vn_http_9080"))
        .isGreaterThan(nodes.get("colorteller-blue-vn_http_9080"));
  }

  /** What a request of a table is answered. */
  private interface Asking {

    String answer(Request request) throws IOException;
  }

  /** All at once, so that one run shows all that is wrong. */
  private static void assertAnswers(List<Request> requests, Asking asking) throws IOException {
    var wrong = new LinkedHashMap<Request, String>();
    for (var request : requests) {
      var answer = asking.answer(request);
      if (!answer.equals(request.get())) {
        wrong.put(request, answer);
      }
    }
    assertThat(requests).isNotEmpty();
    assertThat(wrong).as("answers that are not those of the table").isEmpty();
  }

  private static String answer(Request request, LocalMesh mesh, CountedTries tries)
      throws IOException {
    var answer = request.send(mesh);
    if (request.answers() == null) {
      return answer.summary();
    }
    var timeout = answer.headers().get("x-timeout");
    return "%d after %d%s"
        .formatted(
            answer.status(), tries.of(request.id()), timeout == null ? "" : " within " + timeout);
  }
}
