// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static dev.operators.appmesh.fixture.LocalEndpoint.MESH;
import static dev.operators.appmesh.fixture.LocalEndpoint.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.fixture.LocalEndpoint;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.appmesh.model.ConflictException;
import software.amazon.awssdk.services.appmesh.model.ServiceUnavailableException;
import software.amazon.awssdk.services.appmesh.model.TagRef;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayData;

/** What an endpoint knows, the next one on its folder knows. */
class RestartTest {

  @TempDir private Path folder;

  private <T> T running(Function<LocalEndpoint, T> work) {
    try (var endpoint = new LocalEndpoint(new Storage.Folder(folder))) {
      return work.apply(endpoint);
    }
  }

  private static VirtualGatewayData create(LocalEndpoint endpoint) {
    return endpoint
        .sdk
        .createVirtualGateway(
            gateway("gw", 80)
                .andThen(
                    it ->
                        it.clientToken("token").tags(TagRef.builder().key("k").value("v").build())))
        .virtualGateway();
  }

  @Test
  void resourcesAndTheirTagsStay() {
    var created = running(RestartTest::create);

    running(
        endpoint -> {
          assertThat(
                  endpoint
                      .sdk
                      .describeVirtualGateway(it -> it.meshName(MESH).virtualGatewayName("gw"))
                      .virtualGateway())
              .isEqualTo(created);
          assertThat(
                  endpoint
                      .sdk
                      .listTagsForResource(it -> it.resourceArn(created.metadata().arn()))
                      .tags())
              .containsExactly(TagRef.builder().key("k").value("v").build());
          return created;
        });
  }

  @Test
  void failureOfTheDatabaseIsTemporary() {
    running(
        endpoint -> {
          try (var file = DriverManager.getConnection("jdbc:sqlite:" + folder + "/endpoint.db");
              var statement = file.createStatement()) {
            statement.execute("ALTER TABLE resource RENAME TO elsewhere");
            assertThatThrownBy(() -> endpoint.sdk.describeMesh(it -> it.meshName(MESH)))
                .isInstanceOf(ServiceUnavailableException.class);
            assertThat(endpoint.server.unreadiness())
                .singleElement()
                .asString()
                .startsWith("the state cannot be read: ");
            statement.execute("ALTER TABLE elsewhere RENAME TO resource");
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
          assertThat(endpoint.server.unreadiness()).isEmpty();
          return endpoint.sdk.describeMesh(it -> it.meshName(MESH));
        });
  }

  @Test
  void tokensAreKeptForADay() {
    var created = running(RestartTest::create);
    var replayed =
        running(
            endpoint -> {
              endpoint.now = endpoint.now.plus(Duration.ofHours(24));
              return create(endpoint);
            });
    assertThat(replayed).isEqualTo(created);

    running(
        endpoint -> {
          endpoint.now = endpoint.now.plus(Duration.ofHours(24)).plusSeconds(1);
          assertThatThrownBy(() -> create(endpoint))
              .isInstanceOf(ConflictException.class)
              .hasMessageContaining("already exists");
          return created;
        });
  }
}
