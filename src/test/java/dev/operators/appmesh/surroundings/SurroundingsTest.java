// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.surroundings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said of a client that cannot be built. */
class SurroundingsTest {

  private static final Surroundings AWS =
      new Surroundings(
          "the AWS client",
          Pattern.compile("AWS_.*"),
          Map.of("AWS_MODE", "odd", "AWS_SECRET", "s3cret", "OTHER", "odd"));

  @Test
  void whatIsBuiltIsReturned() {
    assertThat(AWS.<String>build(() -> "client")).isEqualTo("client");
  }

  @Test
  void variableWithTheValueThatIsNamedIsTheSuspect() {
    assertFailure(
        new IllegalStateException(
            "An error has occurred", new IllegalArgumentException("odd mode")),
        "the AWS client cannot be set up: odd mode: correct or unset AWS_MODE");
  }

  @Test
  void variableThatIsNamedIsTheOnlySuspect() {
    assertFailure(
        new IllegalStateException("AWS_SECRET is odd"),
        "the AWS client cannot be set up: AWS_SECRET is odd: correct or unset AWS_SECRET");
  }

  @Test
  void valueWithinAWordMakesNoSuspect() {
    assertFailure(
        new IllegalStateException("oddly"),
        "the AWS client cannot be set up: oddly: check what these environment variables say:"
            + " AWS_MODE, AWS_SECRET");
  }

  @Test
  void withoutASuspectAllAreNamed() {
    assertFailure(
        new IllegalStateException("wrong.\nsecond line"),
        "the AWS client cannot be set up: wrong: check what these environment variables say:"
            + " AWS_MODE, AWS_SECRET");
  }

  @Test
  void secretsAreNotShown() {
    assertFailure(
        new IllegalStateException("bad key s3cret"),
        "the AWS client cannot be set up: bad key ***: correct or unset AWS_SECRET");
  }

  @Test
  void missingFileIsNamed() {
    assertFailure(
        new IllegalStateException(new NoSuchFileException("/ca.crt")),
        "the AWS client cannot be set up: there is no file /ca.crt: check what these environment"
            + " variables say: AWS_MODE, AWS_SECRET");
  }

  private static void assertFailure(RuntimeException thrown, String message) {
    assertThatThrownBy(
            () ->
                AWS.build(
                    () -> {
                      throw thrown;
                    }))
        .isInstanceOf(SurroundingsException.class)
        .hasMessage(message)
        .hasCause(thrown);
  }
}
