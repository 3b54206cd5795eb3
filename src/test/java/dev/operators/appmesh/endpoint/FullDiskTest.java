// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static dev.operators.appmesh.fixture.SdkRequests.MESH;
import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.appmesh.model.ServiceUnavailableException;

/** An endpoint on a disk of its own, which is small. Only root can mount one. */
class FullDiskTest {

  /** Calls while the disk is full. */
  private static final int REFUSED = 20;

  @TempDir private Path disk;
  @AutoClose private final LogLines log = new LogLines();

  @BeforeEach
  void mount() {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "only root can mount a disk");
  }

  @AfterEach
  void unmount() {
    run("umount", disk.toString());
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private EmbeddedEndpoint start() {
    return EmbeddedEndpoint.with(MESH).storage(new Storage.Folder(disk.resolve("data"))).start();
  }

  /** Leaves no free byte. */
  private Path fill() throws IOException {
    var filler = disk.resolve("filler");
    try (var out = Files.newOutputStream(filler)) {
      var block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    return filler;
  }

  /** Creates gateways until one is refused, and answers how many there are. */
  private static int createUntilRefused(EmbeddedEndpoint endpoint) {
    for (int created = 0; ; created++) {
      try {
        endpoint.sdk.createVirtualGateway(gateway("gw-" + created, 80));
      } catch (ServiceUnavailableException e) {
        return created;
      }
    }
  }

  @Test
  void fullDiskIsNotReadyUntilAWriteWorks() throws IOException {
    try (var endpoint = start()) {
      assertThat(endpoint.unreadiness()).isEmpty();
      var filler = fill();

      int created = createUntilRefused(endpoint);
      for (int i = 0; i < REFUSED; i++) {
        var name = "refused-" + i;
        assertThatThrownBy(() -> endpoint.sdk.createVirtualGateway(gateway(name, 80)))
            .isInstanceOf(ServiceUnavailableException.class);
      }

      assertThat(endpoint.unreadiness())
          .containsExactly("the state cannot be written: the disk is full");
      assertThat(endpoint.unreadiness())
          .containsExactly("the state cannot be written: the disk is full");
      assertThat(endpoint.sdk.listVirtualGateways(it -> it.meshName(MESH)).virtualGateways())
          .hasSize(Math.min(created, 100));
      Files.delete(filler);
      assertThat(endpoint.unreadiness()).isEmpty();
      endpoint.sdk.createVirtualGateway(gateway("after", 80));
      assertThat(endpoint.unreadiness()).isEmpty();
    }
    assertThat(log.traces()).isEqualTo(1);
    assertThat(log.lines())
        .containsOnlyOnce("not ready, since the state cannot be written: the disk is full")
        .containsOnlyOnce("ready again: the state can be written");
  }

  /** What was acknowledged before the disk was full is there after the next start. */
  @Test
  void acknowledgedGatewaysSurvive() throws IOException {
    int created;
    Path filler;
    try (var endpoint = start()) {
      filler = fill();
      created = createUntilRefused(endpoint);
    }
    Files.delete(filler);

    try (var endpoint = start()) {
      for (int i = 0; i < created; i++) {
        var name = "gw-" + i;
        assertThat(
                endpoint
                    .sdk
                    .describeVirtualGateway(it -> it.meshName(MESH).virtualGatewayName(name))
                    .virtualGateway()
                    .virtualGatewayName())
            .isEqualTo(name);
      }
      assertThat(endpoint.unreadiness()).isEmpty();
    }
  }
}
