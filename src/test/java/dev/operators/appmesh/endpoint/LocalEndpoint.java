// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.CreateGatewayRouteRequest;
import software.amazon.awssdk.services.appmesh.model.CreateVirtualGatewayRequest;
import software.amazon.awssdk.services.appmesh.model.GatewayRouteSpec;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayListener;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewaySpec;

/** An endpoint with the mesh {@code apps}, the clients to talk to it, and a clock to turn. */
final class LocalEndpoint implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String MESH = "apps";

  final List<Call> calls = new CopyOnWriteArrayList<>();
  volatile Faults faults = Faults.NONE;
  volatile Instant now = Instant.parse("2026-01-02T03:04:05.678901Z");

  final EndpointServer server;
  final AppMeshClient sdk;
  final HttpClient http = HttpClient.newHttpClient();

  LocalEndpoint() {
    this(new Storage.Temporary());
  }

  LocalEndpoint(Map<Quota, Integer> quotas) {
    this(EndpointSettings.local(MESH).with(quotas));
  }

  LocalEndpoint(Storage storage) {
    this(EndpointSettings.local(MESH).in(storage));
  }

  private LocalEndpoint(EndpointSettings settings) {
    server =
        new EndpointServer(
            settings.with(new Access.Open()),
            new TestClock(),
            call -> {
              calls.add(call);
              return faults.decide(call);
            });
    sdk =
        AppMeshClient.builder()
            .endpointOverride(server.uri())
            .region(Region.US_WEST_2)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(ApacheHttpClient.builder().maxConnections(64))
            .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
            .build();
  }

  HttpResponse<String> send(String method, String path, String body) {
    return send(method, path, BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(server.uri() + path)).method(method, body).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request for the gateway {@code name} that listens on {@code ports}. */
  static Consumer<CreateVirtualGatewayRequest.Builder> gateway(String name, int... ports) {
    return request -> request.meshName(MESH).virtualGatewayName(name).spec(listening(ports));
  }

  /** A request for the route {@code name} of {@code gateway}. */
  static Consumer<CreateGatewayRouteRequest.Builder> route(String gateway, String name) {
    return request ->
        request
            .meshName(MESH)
            .virtualGatewayName(gateway)
            .gatewayRouteName(name)
            .spec(routing("/"));
  }

  /** All requests whose path begins with {@code prefix} go to one service. */
  static GatewayRouteSpec routing(String prefix) {
    return GatewayRouteSpec.builder()
        .httpRoute(
            route ->
                route
                    .match(match -> match.prefix(prefix))
                    .action(
                        action ->
                            action.target(
                                target ->
                                    target.virtualService(
                                        service -> service.virtualServiceName("web")))))
        .build();
  }

  static VirtualGatewaySpec listening(int... ports) {
    return VirtualGatewaySpec.builder()
        .listeners(
            IntStream.of(ports)
                .mapToObj(
                    port ->
                        VirtualGatewayListener.builder()
                            .portMapping(mapping -> mapping.port(port).protocol("http"))
                            .build())
                .toList())
        .build();
  }

  @Override
  public void close() {
    sdk.close();
    http.close();
    server.close();
  }

  private final class TestClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
