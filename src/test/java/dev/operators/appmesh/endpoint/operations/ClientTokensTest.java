// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import static dev.operators.appmesh.fixture.SdkRequests.MESH;
import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static dev.operators.appmesh.fixture.SdkRequests.listening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.appmesh.model.BadRequestException;
import software.amazon.awssdk.services.appmesh.model.ConflictException;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayData;

class ClientTokensTest {
  private static final String REUSED =
      "The request contains a client token that was used for a previous update resource call with"
          + " different specifications. Try the request again with a new client token.";

  private final TestClock clock = new TestClock();

  @AutoClose
  private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.with(MESH).open().clock(clock).start();

  @Test
  void repeatedCreationGivesTheFirstAnswer() {
    var first = create("gw", "token", 80);
    update("gw", "later", 81);
    clock.pass(Duration.ofSeconds(1));

    assertThat(create("gw", "token", 80)).isEqualTo(first);
  }

  @Test
  void repeatedUpdateGivesTheFirstAnswer() {
    create("gw", "token", 80);
    var first = update("gw", "up", 81);
    update("gw", "down", 80);

    assertThat(update("gw", "up", 81)).isEqualTo(first);
    assertThat(
            endpoint
                .sdk
                .describeVirtualGateway(which -> which.meshName(MESH).virtualGatewayName("gw"))
                .virtualGateway()
                .metadata()
                .version())
        .isEqualTo(3);
  }

  @Test
  void tokenWithOtherContentIsAConflict() {
    create("gw", "token", 80);
    update("gw", "up", 81);

    assertThatThrownBy(() -> create("gw", "token", 81))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(REUSED);
    assertThatThrownBy(() -> create("other", "token", 80))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(REUSED);
    assertThatThrownBy(() -> update("gw", "up", 82))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(REUSED);
  }

  @Test
  void operationsHaveTokensOfTheirOwn() {
    create("gw", "token", 80);

    assertThat(update("gw", "token", 81).metadata().version()).isEqualTo(2);
  }

  @Test
  void tokenOfADeletedGatewayIsForgotten() {
    var first = create("gw", "token", 80);
    update("gw", "up", 81);
    endpoint.sdk.deleteVirtualGateway(which -> which.meshName(MESH).virtualGatewayName("gw"));

    var next = create("gw", "token", 82);

    assertThat(next.metadata().uid()).isNotEqualTo(first.metadata().uid());
    assertThat(update("gw", "up", 83).metadata().version()).isEqualTo(2);
  }

  @Test
  void tokenIsKeptForADay() {
    var first = create("gw", "token", 80);
    clock.pass(Duration.ofHours(24));
    assertThat(create("gw", "token", 80)).isEqualTo(first);

    clock.pass(Duration.ofSeconds(1));

    assertThatThrownBy(() -> create("gw", "token", 80))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("already exists");
  }

  @Test
  void failedCallUsesNoToken() {
    assertThatThrownBy(
            () ->
                endpoint.sdk.createVirtualGateway(
                    gateway("gw", 80).andThen(c -> c.meshName("later").clientToken("token"))))
        .isNotNull();

    assertThat(create("other", "token", 80).metadata().version()).isEqualTo(1);
  }

  @Test
  void meshesHaveTokensToo() {
    var first = endpoint.sdk.createMesh(mesh -> mesh.meshName("m").clientToken("t")).mesh();

    assertThat(endpoint.sdk.createMesh(mesh -> mesh.meshName("m").clientToken("t")).mesh())
        .isEqualTo(first);
    assertThatThrownBy(() -> endpoint.sdk.createMesh(mesh -> mesh.meshName("n").clientToken("t")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(REUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "0123456789012345678901234567890123456"})
  void tokenHasLimits(String token) {
    assertThatThrownBy(() -> create("gw", token, 80))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("clientToken must be 1 to 36 letters");
  }

  private VirtualGatewayData create(String name, String token, int port) {
    return endpoint
        .sdk
        .createVirtualGateway(gateway(name, port).andThen(create -> create.clientToken(token)))
        .virtualGateway();
  }

  private VirtualGatewayData update(String name, String token, int port) {
    return endpoint
        .sdk
        .updateVirtualGateway(
            update ->
                update
                    .meshName(MESH)
                    .virtualGatewayName(name)
                    .spec(listening(port))
                    .clientToken(token))
        .virtualGateway();
  }
}
