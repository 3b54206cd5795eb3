// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SdkRequests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.appmesh.model.TagRef;
import software.amazon.awssdk.services.appmesh.model.WeightedTarget;

class StateFileTest {
  private static final String HEAD = "{\"appMeshEndpointState\":1}\n";
  private static final String MESH =
      "{\"meshName\":\"m\",\"uid\":\"u\",\"version\":1,\"createdAt\":\"2026-01-01T00:00:00Z\",\"lastUpdatedAt\":\"2026-01-01T00:00:00Z\",\"status\":\"ACTIVE\",\"spec\":{},\"tags\":{}}\n";

  @TempDir private Path temp;

  @Test
  void stateMovesWhole() throws IOException {
    var old = new Storage.Folder(temp.resolve("old"));
    String dumped;
    try (var endpoint = EmbeddedEndpoint.with(SdkRequests.MESH).storage(old).start()) {
      IntStream.range(0, 250).forEach(i -> make(endpoint, "gw-" + i));
      endpoint.sdk.createVirtualService(SdkRequests.service("web"));
      endpoint.sdk.createGatewayRoute(SdkRequests.route("gw-7", "r"));
      endpoint.sdk.createVirtualNode(
          it -> it.meshName(SdkRequests.MESH).virtualNodeName("gw-7").spec(spec -> {}));
      endpoint.sdk.createVirtualRouter(
          it -> it.meshName(SdkRequests.MESH).virtualRouterName("gw-7").spec(spec -> {}));
      endpoint.sdk.createRoute(
          it ->
              it.meshName(SdkRequests.MESH)
                  .virtualRouterName("gw-7")
                  .routeName("r")
                  .spec(
                      spec ->
                          spec.tcpRoute(
                              route ->
                                  route.action(
                                      action ->
                                          action.weightedTargets(
                                              WeightedTarget.builder()
                                                  .virtualNode("gw-7")
                                                  .weight(1)
                                                  .build())))));
      endpoint.sdk.createMesh(it -> it.meshName("a bü"));
      dumped = dump(old);
      assertThat(dump(old)).as("beside a running endpoint, and again").isEqualTo(dumped);
    }
    var file = Files.writeString(temp.resolve("state"), dumped);

    var moved = new Storage.Folder(temp.resolve("new"));
    EmbeddedEndpoint.with().storage(moved).seed(file).start().close();

    assertThat(dump(moved)).isEqualTo(dumped).hasLineCount(1 + 2 + 250 + 5);
    assertThat(dumped).contains("\"tags\":{\"team\":\"gw-7\"}", "\"version\":1");
  }

  @Test
  void fileIsIgnoredWhereThereIsAMesh() throws IOException {
    var file = Files.writeString(temp.resolve("state"), HEAD + MESH);
    var storage = new Storage.Folder(temp.resolve("data"));
    EmbeddedEndpoint.with(SdkRequests.MESH).storage(storage).start().close();
    var before = dump(storage);

    EmbeddedEndpoint.with().storage(storage).seed(file).start().close();

    assertThat(dump(storage)).isEqualTo(before).doesNotContain("\"m\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | line 1: it must be {\"appMeshEndpointState\":1}",
        "{\"appMeshEndpointState\":2} | line 1: it must be",
        "{\"appMeshEndpointState\":1}~MESH~x | line 3: The request body is not valid JSON",
        "{\"appMeshEndpointState\":1}~MESH~{\"uid\":\"u\"} | line 3: meshName is missing",
        "{\"appMeshEndpointState\":1}~MESH~MESH | line 3: the resource occurs twice",
      })
  void fileThatIsNoneIsRefusedWhole(String lines, String problem) throws IOException {
    var file = temp.resolve("state");
    Files.writeString(file, lines.replace("MESH", MESH.strip()).replace('~', '\n'));
    var storage = new Storage.Folder(temp.resolve("data"));
    var setup = EmbeddedEndpoint.with().storage(storage).seed(file);

    assertThatThrownBy(setup::start)
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("--seed " + file + ", ")
        .hasMessageContaining(problem);

    assertThat(dump(storage)).isEqualTo(HEAD);
  }

  @Test
  void partWithoutItsWholeIsRefused() throws IOException {
    var orphan = MESH.replace("\"uid\"", "\"virtualGatewayName\":\"g\",\"uid\"");
    var file = Files.writeString(temp.resolve("state"), HEAD + orphan);
    var setup =
        EmbeddedEndpoint.with().storage(new Storage.Folder(temp.resolve("data"))).seed(file);

    assertThatThrownBy(setup::start)
        .hasMessageContaining("line 2: its parent does not come before it");
  }

  @Test
  void folderWithoutAStateIsNamed() {
    assertThatThrownBy(() -> dump(new Storage.Folder(temp)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessage("the folder " + temp + " contains no state of an endpoint");
  }

  private static void make(EmbeddedEndpoint endpoint, String name) {
    endpoint.sdk.createVirtualGateway(
        SdkRequests.gateway(name, 80)
            .andThen(it -> it.tags(TagRef.builder().key("team").value(name).build())));
  }

  private static String dump(Storage storage) {
    var bytes = new ByteArrayOutputStream();
    StateFile.dump(storage, new PrintStream(bytes, false, UTF_8));
    return bytes.toString(UTF_8);
  }
}
