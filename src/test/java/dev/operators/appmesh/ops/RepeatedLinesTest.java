// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.operators.appmesh.fixture.TestClock;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {

  private final TestClock clock = new TestClock();
  private final RepeatedLines repeated = new RepeatedLines();
  private final List<ILoggingEvent> written = new ArrayList<>();

  private void log(Level level, String message, @Nullable Throwable failure) {
    log(level, message, failure, Map.of("resource.namespace", "shop", "resource.name", "edge"));
  }

  private void log(
      Level level, String message, @Nullable Throwable failure, Map<String, String> about) {
    var line = new LoggingEvent();
    line.setLevel(level);
    line.setLoggerName("logger");
    line.setThreadName("thread");
    line.setMessage(message);
    line.setInstant(clock.instant());
    line.setMDCPropertyMap(about);
    if (failure != null) {
      line.setThrowableProxy(new ThrowableProxy(failure));
    }
    repeated.thin(line).ifPresent(written::add);
  }

  private List<String> messages() {
    return written.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static Throwable disk(String words, int code) {
    return new IllegalStateException(new SQLException("disk " + words, null, code));
  }

  private static Throwable refused(String name, String words) {
    return new KubernetesClientException(
        new StatusBuilder()
            .withCode(403)
            .withMessage("virtualgateways \"" + name + "\" is forbidden: " + words)
            .withNewDetails()
            .withName(name)
            .endDetails()
            .build());
  }

  @Test
  void firstHasItsTraceAndTheOthersAreCounted() {
    var begin = clock.instant();
    IntStream.range(0, 1_000).forEach(i -> log(Level.ERROR, "r" + i + " failed", disk("" + i, 13)));
    assertThat(messages()).containsExactly("r0 failed");
    assertThat(written.getFirst().getThrowableProxy()).isNotNull();

    clock.pass(Duration.ofMinutes(1));
    log(Level.ERROR, "later failed", disk("later", 13));
    log(Level.ERROR, "more failed", disk("more", 13));

    assertThat(messages())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("later failed: java.lang.IllegalStateException: ")
        .endsWith("disk later (999 more like it since " + begin + ")");
    var line = written.getLast();
    assertThat(line.getThrowableProxy()).isNull();
    assertThat(line.getLevel()).isEqualTo(Level.ERROR);
    assertThat(line.getMDCPropertyMap()).containsEntry("resource.name", "edge");

    clock.pass(Duration.ofMinutes(2));
    log(Level.ERROR, "at last failed", disk("at last", 13));
    assertThat(messages()).last().asString().contains("(1 more like it");
    clock.pass(Duration.ofMinutes(2));
    log(Level.ERROR, "alone failed", disk("alone", 13));
    assertThat(messages()).last().asString().endsWith("disk alone");
  }

  @Test
  void everyCauseHasATrace() {
    log(Level.ERROR, "failed", disk("x", 13));
    log(Level.ERROR, "failed", disk("x", 10));
    log(Level.ERROR, "failed", new IllegalStateException("other"));

    assertThat(written).hasSize(3).allMatch(it -> it.getThrowableProxy() != null);
  }

  @Test
  void refusalOfManyResourcesByOneRuleIsOneCause() {
    log(Level.WARN, "a failed", refused("a", "policy one"));
    log(Level.WARN, "b failed", refused("b", "policy one"));
    log(Level.WARN, "a failed", refused("a", "policy two"));

    assertThat(written).hasSize(2);
  }

  @Test
  void withoutAnExceptionTheMessageAboutAResourceIsTheCause() {
    log(Level.WARN, "left a alone", null);
    log(Level.WARN, "left a alone", null);
    log(Level.WARN, "left b alone", null);
    log(Level.WARN, "left a alone", null, Map.of("resource.name", "other"));

    assertThat(messages()).containsExactly("left a alone", "left b alone", "left a alone");
  }

  @Test
  void whatIsAboutNoResourceIsLoggedWhenSomethingChanges() {
    log(Level.WARN, "the file is bad", null, Map.of());
    log(Level.WARN, "the file is bad", null, Map.of());

    assertThat(written).hasSize(2);
  }

  @Test
  void otherLinesAreWrittenEachTime() {
    log(Level.INFO, "changed", null);
    log(Level.INFO, "changed", disk("x", 1));
    log(Level.DEBUG, "changed", null);
    log(Level.DEBUG, "changed", null);

    assertThat(written).hasSize(4);
  }

  @Test
  void leastRecentOfTooManyCausesIsForgotten() {
    log(Level.WARN, "first", null);
    IntStream.range(0, 999).forEach(i -> log(Level.WARN, "other " + i, null));
    log(Level.WARN, "first", null);
    assertThat(written).hasSize(1_000);
    log(Level.WARN, "one too many", null);
    log(Level.WARN, "first", null);
    assertThat(written).hasSize(1_001);
    log(Level.WARN, "other 0", null);

    assertThat(written).hasSize(1_002);
  }
}
