// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls an endpoint over connections that stay open, without signatures, and reads whole answers;
 * what is not answered with 200 is an {@link IllegalStateException}. To be used by many threads.
 *
 * @param http one connection per call that is under way
 * @param meshes where the meshes are
 */
record Caller(HttpClient http, URI meshes) implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Specs, as members of a request. */
  private static final String NODE =
      """
      "spec":{"listeners":[{"portMapping":{"port":8080,"protocol":"http"},"healthCheck":{
      "protocol":"http","path":"/ping","healthyThreshold":2,"unhealthyThreshold":3,
      "intervalMillis":5000,"timeoutMillis":2000}}],"serviceDiscovery":{"dns":{
      "hostname":"node.apps.svc.cluster.local"}}}
      """;

  private static final String ROUTE =
      """
      "spec":{"httpRoute":{"match":{"prefix":"/"},"action":{"weightedTargets":[
      {"virtualNode":"x0","weight":90},{"virtualNode":"x1","weight":10}]},"retryPolicy":{
      "httpRetryEvents":["server-error"],"maxRetries":3,"perRetryTimeout":{"unit":"s","value":2}}}}
      """;

  private static final String GATEWAY_ROUTE =
      """
      "spec":{"httpRoute":{"match":{"prefix":"/a/"},"action":{"target":{"virtualService":{
      "virtualServiceName":"x0"}}}}}
      """;

  /** Calls the endpoint at {@code endpoint}. */
  static Caller of(URI endpoint) {
    return new Caller(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        endpoint.resolve("/v20190125/meshes/"));
  }

  /** CreateVirtualGateway with one listener. */
  void create(String mesh, String name) {
    var body =
        """
        {"virtualGatewayName":"%s","spec":{"listeners":[{"portMapping":{"port":8080,"protocol":"http"},
        "healthCheck":{"protocol":"http","path":"/ping","healthyThreshold":2,"unhealthyThreshold":3,
        "intervalMillis":5000,"timeoutMillis":2000}}]},"tags":[{"key":"team","value":"edge"}]}
        """
            .formatted(name);
    put(gateways(mesh), body);
  }

  /** DescribeVirtualGateway. */
  void describe(String mesh, String name) {
    send(request(gateways(mesh) + "/" + name));
  }

  /** ListVirtualGateways; a page of 100 after {@code token}, empty for the first one. */
  String page(String mesh, String token) {
    return send(
        request(gateways(mesh) + "?limit=100" + (token.isEmpty() ? "" : "&nextToken=" + token)));
  }

  /** The tokens of all full pages, found by going through the list. */
  List<String> tokens(String mesh) {
    var tokens = new ArrayList<String>();
    for (var token = ""; ; ) {
      var page = parsed(page(mesh, token));
      if (page.path("virtualGateways").size() == 100) {
        tokens.add(token);
      }
      token = page.path("nextToken").asText("");
      if (token.isEmpty() || token.equals("null")) {
        return tokens;
      }
    }
  }

  /** DescribeVirtualNode. */
  void describeNode(String mesh, String name) {
    send(request(mesh + "/virtualNodes/" + name));
  }

  /** UpdateRoute, to the same spec. */
  void updateRoute(String mesh, String router, String name) {
    put(mesh + "/virtualRouter/" + router + "/routes/" + name, "{" + ROUTE + "}");
  }

  /**
   * A mesh with 99 times {@code size} resources in it, of all kinds: {@code size} gateways with 9
   * gateway routes each, 40 nodes, 10 routers with 2 routes each, and 19 services.
   */
  void fill(String mesh, int size) {
    put("", "{\"meshName\":\"%s\"}".formatted(mesh));
    for (int i = 0; i < 40 * size; i++) {
      put(mesh + "/virtualNodes", named("virtualNodeName", i, NODE));
    }
    for (int i = 0; i < 10 * size; i++) {
      put(mesh + "/virtualRouters", named("virtualRouterName", i, "\"spec\":{}"));
      put(mesh + "/virtualRouter/x" + i + "/routes", named("routeName", 0, ROUTE));
      put(mesh + "/virtualRouter/x" + i + "/routes", named("routeName", 1, ROUTE));
    }
    for (int i = 0; i < 19 * size; i++) {
      put(
          mesh + "/virtualServices",
          named(
              "virtualServiceName",
              i,
              "\"spec\":{\"provider\":{\"virtualNode\":{\"virtualNodeName\":\"x%d\"}}}"
                  .formatted(i)));
    }
    for (int i = 0; i < size; i++) {
      create(mesh, "x" + i);
      for (int j = 0; j < 9; j++) {
        put(
            mesh + "/virtualGateway/x" + i + "/gatewayRoutes",
            named("gatewayRouteName", j, GATEWAY_ROUTE));
      }
    }
  }

  private static String named(String member, int number, String rest) {
    return "{\"%s\":\"x%d\",%s}".formatted(member, number, rest);
  }

  /**
   * Creates or updates something.
   *
   * @param path after that of the meshes, empty for a mesh itself
   */
  void put(String path, String body) {
    send(
        request(path.isEmpty() ? "../meshes" : path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  /** The answer of another interface of the endpoint. */
  String get(URI address) {
    return send(HttpRequest.newBuilder(address));
  }

  private static String gateways(String mesh) {
    return mesh + "/virtualGateways";
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(meshes.resolve(path));
  }

  private String send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
