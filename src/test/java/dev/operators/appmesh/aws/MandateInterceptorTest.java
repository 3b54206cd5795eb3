// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.GatewayKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MandateInterceptorTest {

  private static final GatewayKey KEY = new GatewayKey("apps", null, "ingress");

  private volatile boolean mandate = true;
  private final AtomicInteger arrived = new AtomicInteger();
  private EmbeddedEndpoint endpoint;
  private SdkConnections connections;
  private MeshService service;

  @BeforeEach
  void start() {
    endpoint = EmbeddedEndpoint.with("apps").faults(this::lapse).start();
    connections =
        new SdkConnections(() -> mandate, new SimpleMeterRegistry(), InstantSource.system());
    service =
        connections
            .connect(
                MeshConnection.OWN,
                new ConnectionSettings(
                    "us-west-2", endpoint.uri(), new Credentials.Own(), null, 0, 0))
            .service(Priority.REQUESTED);
  }

  @AfterEach
  void stop() {
    connections.close();
    endpoint.close();
  }

  /** The first call finds the connection cut, and ends the mandate. */
  private Fault lapse(Call call) {
    arrived.incrementAndGet();
    mandate = false;
    return new Fault.CutBefore();
  }

  @Test
  void noCallIsMadeWithoutAMandate() {
    mandate = false;

    assertThatThrownBy(() -> service.describe(KEY)).isInstanceOf(MeshFailure.class);

    assertThat(arrived).hasValue(0);
  }

  /** The SDK would make it three times. */
  @Test
  void noAttemptIsMadeOnceTheMandateHasEnded() {
    assertThatThrownBy(() -> service.describe(KEY)).isInstanceOf(MeshFailure.class);

    assertThat(arrived).hasValue(1);
  }
}
