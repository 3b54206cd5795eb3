// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class OutOfMemoryInACallTest {
  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  @BeforeEach
  void listen() {
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
  }

  @AfterEach
  void stopListening() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Test
  void reachesTheHandlerOfUncaughtExceptions() {
    var error = new OutOfMemoryError("of a test");
    try (var endpoint = EmbeddedEndpoint.start("apps")) {
      endpoint.failing(
          _ -> {
            throw error;
          });
      assertThatThrownBy(endpoint.sdk::listMeshes).isInstanceOf(SdkException.class);
    }

    assertThat(uncaught).containsExactly(error);
  }
}
