// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class OutOfMemoryTest {
  private static final System.Logger HELIDON = System.getLogger("io.helidon.webserver.Test");

  private final List<Integer> exits = new ArrayList<>();
  private final List<Throwable> others = new ArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final OutOfMemory outOfMemory =
      new OutOfMemory(err, exits::add, (_, thrown) -> others.add(thrown));
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  @BeforeEach
  void listen() {
    outOfMemory.setContext(root.getLoggerContext());
    outOfMemory.start();
    root.addAppender(outOfMemory);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(outOfMemory);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsTheProcessFromAnyThread(boolean virtual) throws InterruptedException {
    dies(virtual, new OutOfMemoryError("of a test"));

    assertThat(exits).containsExactly(3);
    assertThat(err).hasToString("The process ends: out of memory\n");
  }

  @Test
  void endsTheProcessWhereItIsTheCause() throws InterruptedException {
    dies(true, new IllegalStateException(new OutOfMemoryError("of a test")));

    assertThat(exits).containsExactly(3);
  }

  @Test
  void endsTheProcessWhereItIsLogged() {
    HELIDON.log(
        System.Logger.Level.WARNING,
        "Internal server error",
        new IllegalStateException(new OutOfMemoryError("of a test")));

    assertThat(exits).containsExactly(3);
  }

  @Test
  void otherExceptionsEndNothing() throws InterruptedException {
    var other = new IllegalStateException("of a test");

    dies(true, other);
    HELIDON.log(System.Logger.Level.WARNING, "Internal server error", other);

    assertThat(exits).isEmpty();
    assertThat(others).containsExactly(other);
  }

  private void dies(boolean virtual, Throwable thrown) throws InterruptedException {
    var builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    var thread =
        builder
            .uncaughtExceptionHandler(outOfMemory)
            .start(
                () -> {
                  switch (thrown) {
                    case Error error -> throw error;
                    case RuntimeException exception -> throw exception;
                    default -> throw new AssertionError(thrown);
                  }
                });
    thread.join();
  }
}
