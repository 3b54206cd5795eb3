// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.xds.GatewayName;
import dev.operators.appmesh.xds.PlainBootstrap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A mesh whose gateway has many routes, in an endpoint of its own, and the Envoys of the gateway,
 * which share its port. Route 0 leads where it was turned to; the others lead to the nodes in turn.
 */
final class TrafficMesh implements AutoCloseable {

  private static final GatewayName GATEWAY = new GatewayName("apps", "ingress");

  /** Few enough that none is without another route when route 0 leaves it; of 10 routes or more. */
  private static final int SERVICES = 5;

  private static final Pattern BUILD_TIME =
      Pattern.compile("appmesh_endpoint_xds_build_seconds_(count|sum)\\S* (\\S+)");

  private final EnvoyProgram program;
  private final Path folder;
  private final EndpointProcess endpoint;
  private final Caller caller;
  private final URI management;
  private final int port;
  private final int xdsPort;
  private final List<EnvoyProcess> envoys = new ArrayList<>();

  private TrafficMesh(EnvoyProgram program, Path folder) throws IOException {
    var ports = FreePorts.some(2);
    this.program = program;
    this.folder = folder;
    port = ports.get(0);
    xdsPort = ports.get(1);
    endpoint =
        EndpointProcess.onJvm(
            EndpointBench.JVM,
            List.of(
                "--no-auth",
                "--mesh=" + GATEWAY.mesh(),
                "--data=" + Files.createTempDirectory(folder, "data-"),
                "--xds-listen=127.0.0.1:" + xdsPort));
    try {
      caller = Caller.of(endpoint.awaitServing());
      management = endpoint.awaitStarted();
    } catch (RuntimeException | AssertionError e) {
      endpoint.close();
      throw e;
    }
  }

  /** Starts an endpoint and makes the mesh. */
  static TrafficMesh start(EnvoyProgram program, Path folder, int routes, StaticEnvoys.Nodes nodes)
      throws IOException {
    var mesh = new TrafficMesh(program, folder);
    try {
      mesh.create(routes, nodes);
      return mesh;
    } catch (RuntimeException e) {
      mesh.close();
      throw e;
    }
  }

  /** What the requests of a route begin with. */
  static String path(int route) {
    return "/r%d/".formatted(route);
  }

  /** The node to which a route leads at first. */
  static String node(int route) {
    return route % SERVICES % 2 == 0 ? "blue" : "green";
  }

  private void create(int routes, StaticEnvoys.Nodes nodes) {
    createNode("blue", nodes.blue());
    createNode("green", nodes.green());
    for (int i = 0; i < SERVICES; i++) {
      caller.put(
          GATEWAY.mesh() + "/virtualServices",
          """
          {"virtualServiceName":"s%d","spec":{"provider":{"virtualNode":{"virtualNodeName":"%s"}}}}
          """
              .formatted(i, node(i)));
    }
    caller.put(
        GATEWAY.mesh() + "/virtualGateways",
        """
        {"virtualGatewayName":"%s","spec":{"listeners":[{"portMapping":{"port":%d,"protocol":"http"}}]}}
        """
            .formatted(GATEWAY.gateway(), port));
    for (int i = 0; i < routes; i++) {
      caller.put(
          routes(), "{\"gatewayRouteName\":\"r%d\",%s}".formatted(i, route(i, i % SERVICES)));
    }
  }

  private void createNode(String name, int nodePort) {
    caller.put(
        GATEWAY.mesh() + "/virtualNodes",
        """
        {"virtualNodeName":"%s","spec":{"listeners":[{"portMapping":{"port":%d,"protocol":"http"}}],
        "serviceDiscovery":{"dns":{"hostname":"127.0.0.1"}}}}
        """
            .formatted(name, nodePort));
  }

  private static String routes() {
    return GATEWAY.mesh() + "/virtualGateway/" + GATEWAY.gateway() + "/gatewayRoutes";
  }

  private static String route(int number, int service) {
    return """
    "spec":{"httpRoute":{"match":{"prefix":"%s"},"action":{"target":{"virtualService":{
    "virtualServiceName":"s%d"}}}}}
    """
        .formatted(path(number), service);
  }

  /** UpdateGatewayRoute: from now on the route 0 leads to this node. */
  void turn(String node) {
    caller.put(routes() + "/r0", "{" + route(0, node.equals("blue") ? 0 : 1) + "}");
  }

  /** Starts an Envoy of the gateway and waits until it is live. */
  EnvoyProcess connect() throws IOException {
    int admin = FreePorts.some(1).getFirst();
    var file = new PlainBootstrap(GATEWAY, xdsPort, admin).write(folder);
    var envoy = EnvoyProcess.start(program, file, admin);
    envoys.add(envoy);
    return envoy;
  }

  /** The versions of the routes that the Envoys have accepted, one for each Envoy. */
  List<String> routeVersions() throws IOException {
    JsonNode answer = new JsonMapper().readTree(management("/envoys"));
    return answer.path("envoys").findValuesAsText("route");
  }

  /**
   * How often the endpoint has made the configuration, and how long that took.
   *
   * @param seconds of all together
   */
  record Builds(double count, double seconds) {

    /** How long those since {@code before} took on average. */
    double averageMillisSince(Builds before) {
      return 1e3 * (seconds - before.seconds) / (count - before.count);
    }
  }

  /** What it has done so far. */
  Builds builds() {
    double count = 0;
    double seconds = 0;
    var found = BUILD_TIME.matcher(management("/metrics"));
    while (found.find()) {
      if (found.group(1).equals("count")) {
        count = Double.parseDouble(found.group(2));
      } else {
        seconds = Double.parseDouble(found.group(2));
      }
    }
    return new Builds(count, seconds);
  }

  private String management(String path) {
    return caller.get(management.resolve(path));
  }

  /** The port of the gateway. */
  int port() {
    return port;
  }

  /** What the endpoint has in memory. */
  Memory memory() {
    return new Memory(endpoint.pid());
  }

  /** The time that processors have worked for the endpoint so far. */
  Duration cpu() {
    return endpoint.cpu();
  }

  /** Lets the endpoint run for this long. */
  void runFor(Duration time) {
    endpoint.runFor(time);
  }

  @Override
  public void close() {
    envoys.forEach(EnvoyProcess::close);
    caller.close();
    endpoint.close();
  }
}
