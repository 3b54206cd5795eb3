// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.LogLines;
import dev.operators.appmesh.fixture.TestClock;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FailureLogTest {

  private final TestClock clock = new TestClock();
  private final FailureLog failures = new FailureLog(clock);
  @AutoClose private final LogLines log = new LogLines();

  private void failed(String id, int code) {
    failures.failed(id, new IllegalStateException(new SQLException("disk " + id, null, code)));
  }

  @Test
  void firstHasItsTraceAndTheOthersAreCounted() {
    var begin = clock.instant();
    for (int i = 0; i < 1_000; i++) {
      failed("r" + i, 13);
    }
    assertThat(log.lines()).containsExactly("requestId=r0 failed");
    assertThat(log.traces()).isEqualTo(1);

    clock.pass(Duration.ofMinutes(1));
    failed("later", 13);
    failed("more", 13);

    assertThat(log.lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("requestId=later failed, as 999 more did since " + begin + ": ")
        .endsWith("disk later");
    assertThat(log.traces()).isEqualTo(1);
  }

  @Test
  void everyKindHasATrace() {
    failed("a", 13);
    failed("b", 10);
    failures.failed("c", new IllegalStateException("other"));

    assertThat(log.lines())
        .containsExactly("requestId=a failed", "requestId=b failed", "requestId=c failed");
    assertThat(log.traces()).isEqualTo(3);
  }
}
