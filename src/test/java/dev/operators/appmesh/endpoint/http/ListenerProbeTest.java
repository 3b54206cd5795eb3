// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerProbeTest {

  @Test
  void endpointThatAnswersLivesUntilItStops() {
    try (var endpoint = EmbeddedEndpoint.start("apps")) {
      assertThat(endpoint.unliveness()).isEmpty();
      endpoint.stop();
      assertThat(endpoint.unliveness()).singleElement().asString().contains("has ended");
    }
  }

  /** So is one whose threads are dead: the system accepts connections in its name. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void listenerThatAcceptsAndSaysNothingIsDead(boolean tls) throws IOException {
    try (var silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      assertThat(ListenerProbe.unliveness("127.0.0.1", silent.getLocalPort(), tls))
          .singleElement()
          .asString()
          .contains("does not answer");
    }
  }

  @Test
  void listenerOnAllAddressesIsAskedOnThisMachine() {
    try (var endpoint = EmbeddedEndpoint.start("apps")) {
      assertThat(ListenerProbe.unliveness("0.0.0.0", endpoint.port(), false)).isEmpty();
    }
  }
}
