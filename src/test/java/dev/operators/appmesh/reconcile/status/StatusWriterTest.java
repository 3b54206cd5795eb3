// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.reconcile.TestGateways;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On an API server that refuses every write. */
class StatusWriterTest {

  private final VirtualGateway resource = TestGateways.resource(null);
  private final VirtualGatewayStatus next =
      TestGateways.status(VirtualGatewayStatus.EMPTY, TestGateways.inSync());
  private final List<String> methods = new CopyOnWriteArrayList<>();
  private int code = 403;
  private boolean mandate = true;
  private HttpServer server;
  private KubernetesClient client;
  private StatusWriter writer;

  @BeforeEach
  void start() throws IOException {
    resource.getMetadata().setResourceVersion("7");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    writer = new StatusWriter(client, () -> mandate, new KnownStatuses());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      methods.add(exchange.getRequestMethod());
      var read = exchange.getRequestMethod().equals("GET");
      var body = read ? Serialization.asJson(resource).getBytes(UTF_8) : new byte[] {'{', '}'};
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(read ? 200 : code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @AfterEach
  void close() {
    client.close();
    server.stop(0);
  }

  @Test
  void writesWithMandateOnly() {
    assertThatThrownBy(() -> writer.write(resource, next))
        .isInstanceOf(KubernetesClientException.class);
    mandate = false;
    assertThatThrownBy(() -> writer.write(resource, next))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not lead");
    assertThat(methods).containsExactly("PATCH");
  }

  /** Admission webhooks answer what they like. */
  @ParameterizedTest
  @ValueSource(ints = {404, 409})
  void conflictWithNobodyIsARefusal(int answer) {
    code = answer;

    assertThatThrownBy(() -> writer.write(resource, next))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, it -> assertThat(it.getCode()).isEqualTo(answer));

    assertThat(methods).containsExactly("PATCH", "GET");
  }
}
