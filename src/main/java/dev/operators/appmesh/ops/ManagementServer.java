// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Supplier;

/**
 * Serves {@code /livez} (the process runs), {@code /readyz} (it can do its work; else 503 with the
 * reasons) and {@code /metrics} (Prometheus text).
 */
public final class ManagementServer implements AutoCloseable {

  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final String flag;
  private final ListenAddress listen;
  private final WebServer server;

  /**
   * @param flag the flag for the address, for error messages
   * @param listen the address
   * @param metrics registry for {@code /metrics}
   * @param unreadiness supplies the reasons why the program is not ready; empty if it is
   * @param state supplies what a ready program does, as text
   */
  public ManagementServer(
      String flag,
      ListenAddress listen,
      PrometheusMeterRegistry metrics,
      Supplier<List<String>> unreadiness,
      Supplier<String> state) {
    this.flag = flag;
    this.listen = listen;
    this.server =
        WebServer.builder()
            .host(listen.host())
            .port(listen.port())
            .shutdownHook(false)
            .routing(
                routing ->
                    routing
                        .get("/livez", (request, response) -> response.send("ok\n"))
                        .get(
                            "/readyz",
                            (request, response) -> ready(unreadiness.get(), state, response))
                        .get(
                            "/metrics",
                            (request, response) ->
                                response
                                    .header(HeaderNames.CONTENT_TYPE, METRICS_TYPE)
                                    .send(metrics.scrape(METRICS_TYPE))))
            .build();
  }

  private static void ready(
      List<String> reasonsAgainst, Supplier<String> state, ServerResponse response) {
    if (reasonsAgainst.isEmpty()) {
      response.send("ok: " + state.get() + "\n");
    } else {
      response
          .status(Status.SERVICE_UNAVAILABLE_503)
          .send(String.join("\n", reasonsAgainst) + "\n");
    }
  }

  /**
   * Begins to listen.
   *
   * @throws StartupException if the address cannot be used
   */
  public void start() {
    server.start();
    if (!server.isRunning()) {
      throw new StartupException(
          "cannot listen on %s: it is in use, or not an address of this machine; set %s"
              .formatted(listen, flag),
          null);
    }
  }

  /** The port of the server. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
