// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.faults.Faults;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SilentEndpoint;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.Outage;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.GatewayKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that the operator uses, at an endpoint that comes and goes. */
class BreakerTest {

  static {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
  }

  private static final GatewayKey KEY = new GatewayKey("apps", null, "gw");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final Duration ATTEMPT = Duration.ofSeconds(1);
  private static final Duration CALL = Duration.ofMillis(1_500);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Instant now = NOON;
  private final int port = freePort();
  private final SdkConnections connections =
      new SdkConnections(Mandate.UNLIMITED, metrics, () -> now, ATTEMPT, CALL);
  private final MeshConnection connection =
      connections.connect(
          MeshConnection.OWN,
          new ConnectionSettings(
              "us-west-2",
              URI.create("http://127.0.0.1:" + port),
              new Credentials.Own(),
              null,
              0,
              0));
  private final MeshService service = connection.service(Priority.REQUESTED);

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void outageLetsOneAttemptPassEveryTenSeconds() {
    failsWith("nobody answers at the endpoint");
    assertThat(attempts()).as("the SDK's own").isEqualTo(3);
    assertThat(connection.availability().outage())
        .contains(new Outage(NOON, "nobody answers at the endpoint"));
    assertThat(available()).isZero();

    now = NOON.plusMillis(9_999);
    failsWith("nobody answers at the endpoint");
    assertThat(attempts()).as("held").isEqualTo(3);

    now = NOON.plusSeconds(10);
    failsWith("nobody answers at the endpoint");
    failsWith("nobody answers at the endpoint");
    assertThat(attempts()).as("one probe").isEqualTo(4);
    assertThat(connection.availability().outage()).map(Outage::since).contains(NOON);
  }

  @Test
  void anyAnswerEndsTheOutage() {
    failsWith("nobody answers at the endpoint");
    var failing = new Fault.Fail(ApiError.serviceUnavailable());
    try (var _ = endpoint(call -> failing)) {
      now = NOON.plusSeconds(10);

      assertThatThrownBy(() -> service.describe(KEY))
          .isInstanceOfSatisfying(
              MeshFailure.class, it -> assertThat(it.kind()).isEqualTo(FailureKind.TRANSIENT));

      assertThat(connection.availability().outage()).isEmpty();
      assertThat(available()).isOne();
    }
  }

  @Test
  void serverErrorsAreNoOutage() {
    try (var _ = endpoint(call -> new Fault.CutBefore())) {
      assertThatThrownBy(() -> service.describe(KEY)).isInstanceOf(MeshFailure.class);
      assertThat(connection.availability().outage()).isEmpty();
    }
    failsWith("nobody answers at the endpoint");
  }

  @Test
  void silenceInARowIsAnOutage() {
    try (var silent = new SilentEndpoint(port)) {
      timesOut();
      timesOut();
      assertThat(connection.availability().outage()).as("slow calls, maybe").isEmpty();

      failsWith("the endpoint does not answer in time");
      assertThat(connection.availability().outage())
          .contains(new Outage(NOON, "the endpoint does not answer in time"));
      assertThat(available()).isZero();
      var attempts = attempts();

      now = NOON.plusMillis(9_999);
      failsWith("the endpoint does not answer in time");
      assertThat(attempts()).as("held").isEqualTo(attempts);

      now = NOON.plusSeconds(10);
      failsWith("the endpoint does not answer in time");
      failsWith("the endpoint does not answer in time");
      assertThat(attempts()).as("one probe").isEqualTo(attempts + 1);
      assertThat(silent.connections()).isPositive();
    }
    try (var _ = endpoint(Faults.NONE)) {
      now = NOON.plusSeconds(20);
      assertThat(service.describe(KEY)).isEmpty();
      assertThat(connection.availability().outage()).isEmpty();
    }
    try (var _ = new SilentEndpoint(port)) {
      timesOut();
      timesOut();
      assertThat(connection.availability().outage()).as("counted anew").isEmpty();
    }
  }

  @Test
  void answerInBetweenShowsThatCallsWereSlow() {
    var slow = new AtomicBoolean();
    try (var _ =
        endpoint(call -> slow.get() ? new Fault.Delay(Duration.ofMinutes(1)) : new Fault.None())) {
      for (int i = 0; i < 2; i++) {
        slow.set(true);
        timesOut();
        timesOut();
        slow.set(false);
        assertThat(service.describe(KEY)).isEmpty();
      }
      assertThat(connection.availability().outage()).isEmpty();
    }
  }

  private void timesOut() {
    assertThatThrownBy(() -> service.describe(KEY))
        .isInstanceOfSatisfying(
            MeshFailure.class, it -> assertThat(it.kind()).isEqualTo(FailureKind.TRANSIENT));
  }

  private void failsWith(String reason) {
    assertThatThrownBy(() -> service.describe(KEY))
        .isInstanceOfSatisfying(
            MeshFailure.class,
            it -> {
              assertThat(it.kind()).isEqualTo(FailureKind.UNREACHABLE);
              assertThat(it.reason()).isEqualTo(reason);
            });
  }

  private double attempts() {
    return metrics.find("aws.api.requests").counters().stream().mapToDouble(Counter::count).sum();
  }

  private double available() {
    return metrics.get("appmesh.service.available").gauge().value();
  }

  private EmbeddedEndpoint endpoint(Faults faults) {
    return EmbeddedEndpoint.with("apps").port(port).faults(faults).start();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
