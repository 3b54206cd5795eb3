// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import static java.util.stream.Collectors.joining;

import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Envoys that ask nobody: what is behind a gateway, and a gateway that is written by hand. */
final class StaticEnvoys {

  private static final String BOOTSTRAP =
      """
      admin: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}
      static_resources:
        clusters:
      %s
        listeners:
      %s
      """;

  private static final String LISTENER =
      """
      - name: port_%1$d
        address: {socket_address: {address: 127.0.0.1, port_value: %1$d}}
        filter_chains:
        - filters:
          - name: envoy.filters.network.http_connection_manager
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
              stat_prefix: static
              route_config:
                virtual_hosts:
                - name: all
                  domains: ["*"]
                  routes:
      %2$s
              http_filters:
              - name: envoy.filters.http.router
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
      """;

  private static final String CLUSTER =
      """
      - name: %s
        type: STATIC
        load_assignment:
          cluster_name: %1$s
          endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}}]}]
      """;

  private StaticEnvoys() {}

  /**
   * Two nodes in one Envoy, each of which answers with its name.
   *
   * @param blue port of the node {@code blue}
   * @param green port of the node {@code green}
   */
  record Nodes(EnvoyProcess envoy, int blue, int green) implements AutoCloseable {

    /** Starts them on free ports. */
    static Nodes start(EnvoyProgram program, Path folder) throws IOException {
      var ports = FreePorts.some(3);
      var text =
          BOOTSTRAP.formatted(
              ports.get(0),
              "  []",
              (node("blue", ports.get(1)) + node("green", ports.get(2))).indent(2));
      return new Nodes(
          run(program, folder, "nodes", text, ports.get(0)), ports.get(1), ports.get(2));
    }

    private static String node(String name, int port) {
      var route =
          "- {match: {prefix: /}, direct_response: {status: 200, body: {inline_string: %s}}}"
              .formatted(name);
      return LISTENER.formatted(port, route.indent(12));
    }

    @Override
    public void close() {
      envoy.close();
    }
  }

  /**
   * A gateway of one hop, with the routes of a {@link TrafficMesh}.
   *
   * @param port where it listens
   */
  record Gateway(EnvoyProcess envoy, int port) implements AutoCloseable {

    /** Starts one on a free port. */
    static Gateway start(EnvoyProgram program, Path folder, int routes, Nodes nodes)
        throws IOException {
      var ports = FreePorts.some(2);
      var all =
          IntStream.range(0, routes)
              .mapToObj(
                  i ->
                      "- {match: {prefix: %s}, route: {cluster: %s, prefix_rewrite: /, timeout: 15s}}\n"
                          .formatted(TrafficMesh.path(i), TrafficMesh.node(i)))
              .collect(joining());
      var clusters =
          CLUSTER.formatted("blue", nodes.blue()) + CLUSTER.formatted("green", nodes.green());
      var text =
          BOOTSTRAP.formatted(
              ports.get(0),
              clusters.indent(2),
              LISTENER.formatted(ports.get(1), all.indent(12)).indent(2));
      return new Gateway(run(program, folder, "static", text, ports.get(0)), ports.get(1));
    }

    @Override
    public void close() {
      envoy.close();
    }
  }

  private static EnvoyProcess run(
      EnvoyProgram program, Path folder, String name, String text, int admin) throws IOException {
    var file = Files.writeString(folder.resolve(name + "-" + admin + ".yaml"), text);
    return EnvoyProcess.start(program, file, admin);
  }
}
