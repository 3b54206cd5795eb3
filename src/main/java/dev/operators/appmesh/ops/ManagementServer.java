// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Supplier;

/**
 * Serves {@code /livez} (the process need not be started again; else 503), {@code /readyz} (it can
 * do its work; else 503 with the reasons) and {@code /metrics} (Prometheus text).
 */
public final class ManagementServer implements AutoCloseable {

  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final String flag;
  private final ListenAddress listen;
  private final WebServer server;

  /**
   * One of a program that lives as long as this server answers.
   *
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
    this(flag, listen, metrics, List::of, unreadiness, state, List.of());
  }

  /**
   * @param flag the flag for the address, for error messages
   * @param listen the address
   * @param metrics registry for {@code /metrics}
   * @param unliveness supplies the reasons to start the program again; empty if there is none
   * @param unreadiness supplies the reasons why the program is not ready; empty if it is
   * @param state supplies what a ready program does, as text
   * @param pages what else is served
   */
  public ManagementServer(
      String flag,
      ListenAddress listen,
      PrometheusMeterRegistry metrics,
      Supplier<List<String>> unliveness,
      Supplier<List<String>> unreadiness,
      Supplier<String> state,
      List<Page> pages) {
    this.flag = flag;
    this.listen = listen;
    this.server =
        WebServer.builder()
            .host(listen.host())
            .port(listen.port())
            .shutdownHook(false)
            .routing(
                routing -> {
                  pages.forEach(page -> serve(routing, page));
                  routing
                      .get(
                          "/livez",
                          (request, response) -> answer(unliveness.get(), "ok\n", response))
                      .get(
                          "/readyz",
                          (request, response) ->
                              answer(unreadiness.get(), "ok: " + state.get() + "\n", response))
                      .get(
                          "/metrics",
                          (request, response) ->
                              response
                                  .header(HeaderNames.CONTENT_TYPE, METRICS_TYPE)
                                  .send(metrics.scrape(METRICS_TYPE)));
                })
            .build();
  }

  /**
   * A page with JSON.
   *
   * @param path such as {@code /envoys}
   * @param json supplies the content
   */
  public record Page(String path, Supplier<String> json) {}

  private static void serve(HttpRouting.Builder routing, Page page) {
    routing.get(
        page.path(),
        (_, response) ->
            response.header(HeaderNames.CONTENT_TYPE, "application/json").send(page.json().get()));
  }

  private static void answer(List<String> reasonsAgainst, String ok, ServerResponse response) {
    if (reasonsAgainst.isEmpty()) {
      response.send(ok);
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
