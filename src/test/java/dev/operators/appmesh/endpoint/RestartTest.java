// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static dev.operators.appmesh.fixture.SdkRequests.MESH;
import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.TestClock;
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

  private final TestClock clock = new TestClock();

  private <T> T running(Function<EmbeddedEndpoint, T> work) {
    var options =
        EmbeddedEndpoint.with(MESH).open().storage(new Storage.Folder(folder)).clock(clock);
    try (var endpoint = options.start()) {
      return work.apply(endpoint);
    }
  }

  private static VirtualGatewayData create(EmbeddedEndpoint endpoint) {
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
            statement.execute("ALTER TABLE mesh_resource RENAME TO elsewhere");
            assertThatThrownBy(() -> endpoint.sdk.describeMesh(it -> it.meshName(MESH)))
                .isInstanceOf(ServiceUnavailableException.class);
            assertThat(endpoint.unreadiness())
                .singleElement()
                .asString()
                .startsWith("the state cannot be read: ");
            statement.execute("ALTER TABLE elsewhere RENAME TO mesh_resource");
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
          assertThat(endpoint.unreadiness()).isEmpty();
          return endpoint.sdk.describeMesh(it -> it.meshName(MESH));
        });
  }

  @Test
  void tokensAreKeptForADay() {
    var created = running(RestartTest::create);
    var replayed =
        running(
            endpoint -> {
              clock.pass(Duration.ofHours(24));
              return create(endpoint);
            });
    assertThat(replayed).isEqualTo(created);

    running(
        endpoint -> {
          clock.pass(Duration.ofSeconds(1));
          assertThatThrownBy(() -> create(endpoint))
              .isInstanceOf(ConflictException.class)
              .hasMessageContaining("already exists");
          return created;
        });
  }
}
