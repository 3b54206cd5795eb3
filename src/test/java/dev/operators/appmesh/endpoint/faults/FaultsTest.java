// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.faults;

import static dev.operators.appmesh.Patience.PATIENCE;
import static dev.operators.appmesh.fixture.SdkRequests.MESH;
import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SdkRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.appmesh.model.NotFoundException;
import software.amazon.awssdk.services.appmesh.model.ServiceUnavailableException;
import software.amazon.awssdk.services.appmesh.model.TooManyRequestsException;

class FaultsTest {
  @AutoClose private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.with(MESH).open().start();

  @Test
  void callsAreShown() {
    endpoint.sdk.createVirtualGateway(gateway("g/w", 80).andThen(c -> c.virtualGatewayName("gw")));
    endpoint.sdk.describeVirtualGateway(
        which -> which.meshName(MESH).virtualGatewayName("gw").meshOwner(SdkRequests.ACCOUNT));
    endpoint.sdk.listMeshes();

    assertThat(endpoint.allCalls())
        .extracting(Call::operation)
        .containsExactly(
            Operation.CREATE_VIRTUAL_GATEWAY,
            Operation.DESCRIBE_VIRTUAL_GATEWAY,
            Operation.LIST_MESHES);
    var create = endpoint.allCalls().get(0);
    assertThat(create.name(ResourceKind.MESH)).isEqualTo("apps");
    assertThat(create.name(ResourceKind.VIRTUAL_GATEWAY)).isEqualTo("gw");
    assertThat(create.clientToken()).hasSize(36);
    assertThat(create.body()).containsKeys("spec", "clientToken");
    assertThat(create.target()).isEqualTo("/v20190125/meshes/apps/virtualGateways");
    var describe = endpoint.allCalls().get(1);
    assertThat(describe.target())
        .isEqualTo("/v20190125/meshes/apps/virtualGateways/gw?meshOwner=123456789012");
    assertThat(describe.query()).isEqualTo(Map.of("meshOwner", "123456789012"));
    assertThat(describe.clientToken()).isNull();
    assertThat(endpoint.allCalls().get(2).name(ResourceKind.MESH)).isNull();
  }

  @Test
  void failedCallHasNoEffect() {
    endpoint.failing(_ -> new Fault.Fail(ApiError.tooManyRequests()));
    assertThatThrownBy(() -> endpoint.sdk.createVirtualGateway(gateway("gw", 80)))
        .isInstanceOf(TooManyRequestsException.class);
    endpoint.failing(_ -> new Fault.Fail(ApiError.serviceUnavailable()));
    assertThatThrownBy(() -> endpoint.sdk.createVirtualGateway(gateway("gw", 80)))
        .isInstanceOf(ServiceUnavailableException.class);

    assertNoGateway();
  }

  @Test
  void cutBeforeHasNoEffect() {
    endpoint.failing(_ -> new Fault.CutBefore());

    assertThatThrownBy(() -> endpoint.sdk.createVirtualGateway(gateway("gw", 80)))
        .isInstanceOf(SdkClientException.class);

    assertNoGateway();
  }

  @Test
  void cutAfterHasItsEffect() {
    endpoint.failing(_ -> new Fault.CutAfter());

    assertThatThrownBy(() -> endpoint.sdk.createVirtualGateway(gateway("gw", 80)))
        .isInstanceOf(SdkClientException.class);

    endpoint.healthy();
    assertThat(endpoint.sdk.describeVirtualGateway(this::gw).virtualGateway()).isNotNull();
  }

  @Test
  void delayedCallIsAnsweredLater() {
    endpoint.failing(_ -> new Fault.Delay(Duration.ofMillis(200)));
    var start = System.nanoTime();

    endpoint.sdk.createVirtualGateway(gateway("gw", 80));

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void endpointThatClosesDoesNotWaitForADelay() {
    endpoint.failing(_ -> new Fault.Delay(Duration.ofMinutes(10)));
    var call = Thread.startVirtualThread(() -> endpoint.send("GET", "/v20190125/meshes", ""));
    while (endpoint.allCalls().isEmpty()) {
      Thread.onSpinWait();
    }
    var stopwatch = Stopwatch.start();

    endpoint.stop();

    assertThat(stopwatch.unhindered()).isLessThan(Duration.ofSeconds(4));
    call.interrupt();
  }

  @Test
  void endpointThatClosesFinishesWhatWasBegun() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    endpoint.failing(
        _ -> {
          begun.countDown();
          await(goOn);
          return new Fault.None();
        });
    var call =
        CompletableFuture.supplyAsync(
            () -> endpoint.send("PUT", "/v20190125/meshes", "{\"meshName\":\"late\"}"));
    await(begun);
    int port = endpoint.port();
    var closed = CompletableFuture.runAsync(endpoint::stop);
    Awaitility.await("it takes no more calls").until(() -> isDeaf(port));
    assertThat(closed).isNotDone();

    goOn.countDown();

    assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean isDeaf(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertNoGateway() {
    endpoint.healthy();
    assertThatThrownBy(() -> endpoint.sdk.describeVirtualGateway(this::gw))
        .isInstanceOf(NotFoundException.class);
  }

  private void gw(
      software.amazon.awssdk.services.appmesh.model.DescribeVirtualGatewayRequest.Builder which) {
    which.meshName(MESH).virtualGatewayName("gw");
  }
}
