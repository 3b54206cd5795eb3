// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SdkRequests;
import dev.operators.appmesh.fixture.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SDK cannot send, and what it does not show of the answers. */
class WireTest {
  private static final String GATEWAYS = "/v20190125/meshes/apps/virtualGateways";
  private static final String ROUTES = "/v20190125/meshes/apps/virtualGateway/gw/gatewayRoutes";

  @AutoClose
  private final EmbeddedEndpoint endpoint =
      EmbeddedEndpoint.with("apps").open().clock(new TestClock()).start();

  @Test
  void creationIsAnsweredAsInTheDocumentation() throws IOException {
    var answer =
        endpoint.send(
            "PUT",
            GATEWAYS,
            """
            { "spec": { "listeners": [{ "portMapping": { "port": 80, "protocol": "http2" } }] },
              "virtualGatewayName": "myVirtualGateway",
              "clientToken": "1aa1111a-1111-1111-111a-a1a1a1aa111a" }
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(UUID.fromString(header(answer, "x-amzn-requestid"))).isNotNull();
    var json = new ObjectMapper();
    var uid = json.readTree(answer.body()).at("/metadata/uid").asText();
    assertThat(answer.body()).contains("\"createdAt\":1767323045.678,");
    assertThat(json.readTree(answer.body()))
        .isEqualTo(
            json.readTree(
                """
                { "meshName": "apps",
                  "metadata": {
                    "arn": "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/\
                myVirtualGateway",
                    "createdAt": 1767323045.678, "lastUpdatedAt": 1767323045.678,
                    "meshOwner": "123456789012", "resourceOwner": "123456789012",
                    "uid": "%s", "version": 1 },
                  "spec": {
                    "backendDefaults": null,
                    "listeners": [{
                      "connectionPool": null, "healthCheck": null,
                      "portMapping": { "port": 80, "protocol": "http2" },
                      "tls": null }],
                    "logging": null },
                  "status": { "status": "ACTIVE" },
                  "virtualGatewayName": "myVirtualGateway" }
                """
                    .formatted(uid)));
  }

  /** PostgreSQL stores no NUL, so there is none on SQLite, either. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v20190125/meshes/a%00b",
        "/v20190125/tags?resourceArn=arn:aws:appmesh:us-west-2:123456789012:mesh/a%00b",
        "/v20190125/meshes?nextToken=TGlzdE1lc2hlcwoKYQA"
      })
  void nulIsInNoName(String target) {
    assertThat(endpoint.send("GET", target, "").statusCode()).isEqualTo(400);
  }

  /** Python's client could make such a gateway, and neither describe nor delete it. */
  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void nothingIsCalledLikeAStepInAPath(String name) {
    var answer =
        endpoint.send(
            "PUT",
            "/v20190125/meshes",
            """
            { "meshName": "%s" }
            """
                .formatted(name));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("meshName must not be " + name);
  }

  @Test
  void gatewayRouteIsBareAndItsAbsentMembersAreNull() throws IOException {
    endpoint.sdk.createVirtualGateway(SdkRequests.gateway("gw", 80));
    endpoint.sdk.createVirtualService(SdkRequests.service("s"));

    var answer =
        endpoint.send(
            "PUT",
            ROUTES,
            """
            { "spec": { "priority": 7, "grpcRoute": null, "httpRoute": {
                "match": { "prefix": "/", "hostname": null },
                "action": { "rewrite": {},
                  "target": { "virtualService": { "virtualServiceName": "s" } } } } },
              "gatewayRouteName": "r" }
            """);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var json = new ObjectMapper();
    var uid = json.readTree(answer.body()).at("/metadata/uid").asText();
    assertThat(json.readTree(answer.body()))
        .isEqualTo(
            json.readTree(
                """
                { "gatewayRouteName": "r",
                  "meshName": "apps",
                  "metadata": {
                    "arn": "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/gw/\
                gatewayRoute/r",
                    "createdAt": 1767323045.678, "lastUpdatedAt": 1767323045.678,
                    "meshOwner": "123456789012", "resourceOwner": "123456789012",
                    "uid": "%s", "version": 1 },
                  "spec": {
                    "grpcRoute": null, "http2Route": null,
                    "httpRoute": {
                      "action": {
                        "rewrite": {},
                        "target": {
                          "port": null, "virtualService": { "virtualServiceName": "s" } } },
                      "match": {
                        "headers": null, "hostname": null, "method": null, "path": null,
                        "port": null, "prefix": "/", "queryParameters": null } },
                    "priority": 7 },
                  "status": { "status": "ACTIVE" },
                  "virtualGatewayName": "gw" }
                """
                    .formatted(uid)));
    assertThat(endpoint.send("GET", ROUTES, "").body())
        .startsWith("{\"gatewayRoutes\":[{\"arn\":")
        .endsWith("],\"nextToken\":null}");
  }

  @Test
  void nullIsAbsentAndEmptyStaysEmpty() {
    var answer =
        endpoint.send(
            "PUT",
            GATEWAYS,
            """
            {"virtualGatewayName": "gw", "tags": null, "clientToken": null,
             "spec": {"logging": {}, "backendDefaults": {"clientPolicy": {}},
                      "listeners": [{"portMapping": {"port": 80, "protocol": "http"}, "tls": null}]}}
            """);

    assertThat(answer.body())
        .contains("\"logging\":{}")
        .contains("\"backendDefaults\":{\"clientPolicy\":{}}")
        .contains("\"tls\":null");
  }

  @Test
  void lastPageHasANullToken() {
    assertThat(endpoint.send("GET", GATEWAYS, "").body())
        .isEqualTo("{\"nextToken\":null,\"virtualGateways\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /v20190125",
    "GET, /v20190125/meshes/",
    "GET, /v20190125/meshes//virtualGateways",
    "GET, /v20180125/meshes",
    "POST, /v20190125/meshes",
    "BREW, /v20190125/meshes",
    "DELETE, /v20190125/meshes/apps/virtualGateways",
    "GET, /v20190125/meshes/apps/virtualNode/n",
    "GET, /v20190125/meshes/apps/virtualRouters/r/routes",
    "GET, /v20190125/meshes/apps/virtualGateways/gw/gatewayRoutes",
    "GET, /v20190125/meshes/apps/virtualGateway/gw",
    "POST, /v20190125/untag?resourceArn=x",
  })
  void unknownOperationIsNamedSo(String method, String path) {
    assertError(endpoint.send(method, path, ""), 404, "UnknownOperationException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "7",
        "null",
        "{} {}",
        "{\"spec\":1,\"spec\":2}",
        "{\"virtualGatewayName\":\"\\ud800\"}",
        "{\"virtualGatewayName\":7}",
        "{\"clientToken\":{}}",
        "{\"virtualGatewayName\":\"gw\"}",
        "{\"virtualGatewayName\":\"gw\",\"spec\":null}",
        "{\"virtualGatewayName\":\"gw\",\"spec\":[]}",
        "{\"virtualGatewayName\":\"gw\",\"spec\":{}}",
        "{\"virtualGatewayName\":\"gw\",\"spec\":{\"listeners\":[null]}}",
        "{\"virtualGatewayName\":\"gw\",\"spec\":{\"listeners\":[7]}}",
        "{\"virtualGatewayName\":\"gw\",\"spec\":{\"listeners\":{}}}",
        "{\"virtualGatewayName\":\"gw\",\"spec\":{\"listeners\":[]},\"tags\":{}}",
        "{\"virtualGatewayName\":\"gw\",\"spec\":{\"listeners\":[]},\"n\":1e999999999}",
        "{\"virtualGatewayName\":\"gw\",\"spec\":{\"listeners\":[]},\"n\":99999999999999999999}",
      })
  void badBodyIsABadRequest(String body) {
    assertError(endpoint.send("PUT", GATEWAYS, body), 400, "BadRequestException");
  }

  @ParameterizedTest
  @CsvSource({
    "bogus, spec.bogus",
    "listeners, spec.listeners[0].bogus",
  })
  void unknownMemberIsNamed(String member, String path) {
    var answer =
        endpoint.send(
            "PUT",
            GATEWAYS,
            """
            {"virtualGatewayName": "gw", "spec": {"%s": [{"bogus": 1}]}}
            """
                .formatted(member));

    assertError(answer, 400, "BadRequestException");
    assertThat(answer.body()).contains("Unknown member: " + path + "\"");
  }

  @Test
  void deepNestingIsABadRequest() {
    var deep = "{\"spec\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertError(endpoint.send("PUT", GATEWAYS, deep), 400, "BadRequestException");
  }

  @Test
  void bodyOfMoreThanAMebibyteIsABadRequest() {
    var answer = endpoint.send("PUT", GATEWAYS, " ".repeat((1 << 20) + 1));

    assertError(answer, 400, "BadRequestException");
    assertThat(answer.body()).contains("must not be larger than 1 MiB");
    assertThat(endpoint.send("GET", GATEWAYS, "").statusCode()).isEqualTo(200);
  }

  @Test
  void chunkedBodyOfMoreThanAMebibyteIsABadRequest() {
    var chunk = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    var chunks = java.util.Collections.nCopies(40, chunk);

    var answer = endpoint.send("PUT", GATEWAYS, BodyPublishers.ofByteArrays(chunks));

    assertError(answer, 400, "BadRequestException");
  }

  @Test
  void plusInAPathIsAPlus() {
    endpoint.send("PUT", "/v20190125/meshes", "{\"meshName\":\"a+b\"}");

    assertThat(endpoint.send("GET", "/v20190125/meshes/a+b", "").statusCode()).isEqualTo(200);
    assertThat(endpoint.send("GET", "/v20190125/meshes/a%20b", "").statusCode()).isEqualTo(404);
  }

  @Test
  void badPercentEncodingIsABadRequest() throws IOException {
    assertThat(raw("GET /v20190125/meshes/a%zz HTTP/1.0\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("BadRequestException", "x-amzn-requestid")
        .doesNotContain("at io.", "java.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET /v20190125/meshes HTTP/1.1\r\n\r\n",
        "GET /v20190125/meshes HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "PUT /v20190125/meshes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
        "PUT /v20190125/meshes HTTP/1.1\r\nHost: localhost\r\nContent-Length: nan\r\n\r\n",
      })
  void brokenHttpIsABadRequest(String request) throws IOException {
    assertThat(raw(request))
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase("x-amzn-errortype: BadRequestException")
        .contains("{\"message\":");
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertError(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(header(answer, "x-amzn-ErrorType")).isEqualTo(code);
    assertThat(header(answer, "x-amzn-requestid")).isNotEmpty();
    assertThat(answer.body()).startsWith("{\"message\":\"").endsWith("\"}");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
