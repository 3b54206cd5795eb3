// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.envoy.Configuration;
import dev.operators.appmesh.envoy.Endpoints;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.envoy.GatewayConfiguration;
import dev.operators.appmesh.envoy.MeshResources;
import dev.operators.appmesh.envoy.TranslatorSettings;
import dev.operators.appmesh.fixture.NamedBackend;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name that no DNS server answers for, in a real Envoy. */
class SilentDnsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  /** The promise; the design waits for {@link Session#PATIENCE}. */
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private final TestMesh mesh = new TestMesh();

  @Test
  void delaysNoOtherChangeForLong() throws Exception {
    var ports = FreePorts.some(3);
    try (var dns = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var blue = NamedBackend.start("blue");
        var green = NamedBackend.start("green")) {
      var shape = new Shape(ports.get(0), ports.get(2), dns.getLocalPort());
      mesh.put(shape.sendingTo("blue", blue.port(), false));
      try (var server = serve();
          var _ = start(server, ports.get(1))) {
        awaitAnswer(ports.get(0), "blue");

        mesh.put(shape.sendingTo("blue", blue.port(), true));
        server.changed();
        // Now Envoy waits for the name.
        dns.receive(new DatagramPacket(new byte[512], 512));

        for (var name : List.of("green", "blue")) {
          var node = name.equals("green") ? green : blue;
          var time = Stopwatch.start();
          mesh.put(shape.sendingTo(name, node.port(), true));
          server.changed();
          awaitAnswer(ports.get(0), name);
          System.out.printf(
              "beside a silent name, a change was served after %s (%s unhindered)%n",
              time.elapsed(), time.unhindered());
          assertThat(time.unhindered()).isLessThan(LONGEST_DELAY);
        }
      }
    }
  }

  /** A mesh whose gateway sends to one node, and perhaps also to one with a silent name. */
  private record Shape(int listener, int egress, int dns) {

    private Configuration sendingTo(String node, int port, boolean silent) {
      var specs = new TreeMap<String, Map<String, Object>>();
      specs.put("virtualGateway/ingress", Map.of("listeners", listeners(listener)));
      specs.put("virtualGateway/ingress/gatewayRoute/all", gatewayRoute("/", "any.local"));
      specs.put("virtualService/any.local", provider(node));
      specs.put("virtualNode/" + node, node("127.0.0.1", port));
      if (silent) {
        specs.put("virtualGateway/ingress/gatewayRoute/new", gatewayRoute("/new", "silent.local"));
        specs.put("virtualService/silent.local", provider("silent"));
        specs.put("virtualNode/silent", node("silent.example.com", 80));
      }
      var made =
          GatewayConfiguration.of(
              new MeshResources("apps", specs), "ingress", new TranslatorSettings(null, egress));
      assertThat(made.omissions()).isEmpty();
      return new Configuration(
          resolvedBy(dns, made.clusters()),
          made.endpoints(),
          made.secrets(),
          made.listeners(),
          made.routes(),
          List.of());
    }

    private static Map<String, Object> gatewayRoute(String prefix, String service) {
      var target = Map.of("virtualService", Map.of("virtualServiceName", service));
      return Map.of(
          "httpRoute",
          Map.of("match", Map.of("prefix", prefix), "action", Map.of("target", target)));
    }

    private static Map<String, Object> provider(String node) {
      return Map.of("provider", Map.of("virtualNode", Map.of("virtualNodeName", node)));
    }

    private static Map<String, Object> node(String hostname, int port) {
      return Map.of(
          "listeners",
          listeners(port),
          "serviceDiscovery",
          Map.of("dns", Map.of("hostname", hostname)));
    }

    private static List<Map<String, Object>> listeners(int port) {
      return List.of(Map.of("portMapping", Map.of("port", port, "protocol", "http")));
    }

    /** The same clusters, which ask a server on a port of this machine. */
    private static SequencedMap<String, Map<String, Object>> resolvedBy(
        int port, SequencedMap<String, Map<String, Object>> clusters) {
      var resolved = new LinkedHashMap<String, Map<String, Object>>();
      clusters.forEach(
          (name, cluster) -> {
            ObjectNode tree = JSON.valueToTree(cluster);
            tree.findParents("query_tries")
                .forEach(
                    it ->
                        ((ObjectNode) it)
                            .putArray("resolvers")
                            .add(
                                JSON.<ObjectNode>valueToTree(Endpoints.socket("127.0.0.1", port))));
            resolved.put(name, JSON.convertValue(tree, new TypeReference<>() {}));
          });
      return resolved;
    }
  }

  private XdsServer serve() {
    return new XdsServer(
        new XdsSettings("127.0.0.1", 0, "us-west-2", "123456789012", "test", null, null),
        mesh,
        Access.OPEN,
        new Fleet(new SimpleMeterRegistry()));
  }

  private EnvoyProcess start(XdsServer server, int admin) throws IOException {
    var file = new PlainBootstrap(TestMesh.GATEWAY, server.port(), admin).write(folder);
    return EnvoyProcess.start(EnvoyProgram.find(), file, admin);
  }

  private static void awaitAnswer(int port, String name) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(Load.get(HTTP, port).body()).isEqualTo(name));
  }
}
