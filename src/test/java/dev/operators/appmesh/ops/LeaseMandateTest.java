// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseMandateTest {

  private static final Duration TEN = Duration.ofSeconds(10);

  private long nanos = Long.MAX_VALUE - 1; // nanoTime may begin anywhere, and overflow
  private Instant wall = Instant.parse("2026-11-24T12:00:00Z");
  private final LeaseMandate term = new LeaseMandate(TEN, () -> nanos, () -> wall);

  private void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }

  @Test
  void doesNotHoldBeforeItBegins() {
    assertThat(term.holds()).isFalse();
  }

  @Test
  void lastsFromTheBeginningOfTheRequest() {
    var answer =
        term.renew(
            () -> {
              pass(Duration.ofSeconds(3)); // paused, or a slow answer
              return "renewed";
            });

    assertThat(answer).isEqualTo("renewed");
    assertThat(term.left()).isEqualTo(Duration.ofSeconds(7));
    pass(Duration.ofMillis(6_999));
    assertThat(term.holds()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(term.holds()).isFalse();
  }

  @Test
  void lateAnswerRenewsNothing() {
    term.renew(
        () -> {
          pass(Duration.ofSeconds(11));
          return "renewed";
        });

    assertThat(term.holds()).isFalse();
  }

  @Test
  void failedRequestRenewsNothing() {
    term.renew(() -> "renewed");
    pass(Duration.ofSeconds(9));

    assertThatThrownBy(
            () ->
                term.renew(
                    () -> {
                      throw new IllegalStateException("conflict");
                    }))
        .hasMessage("conflict");

    assertThat(term.left()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void eitherClockEndsIt() {
    term.renew(() -> "renewed");
    nanos += TEN.toNanos(); // somebody set the time back
    assertThat(term.holds()).isFalse();

    term.renew(() -> "renewed");
    wall = wall.plus(TEN); // the machine was suspended, or somebody set the time forward
    assertThat(term.holds()).isFalse();
  }

  @Test
  void endsAtOnce() {
    term.renew(() -> "renewed");
    term.end();
    assertThat(term.holds()).isFalse();
  }
}
