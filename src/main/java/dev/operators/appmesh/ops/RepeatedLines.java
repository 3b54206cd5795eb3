// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Thins warnings and errors that repeat, whoever logs them: the first of a cause (see {@link
 * LogCause}) is written as it is, with its stack trace. After it, a cause has at most one line a
 * minute, without the trace, with the number of lines that were left out since the last one: what
 * fails all the time must not fill the disk of the logs. The least recent of a thousand causes is
 * forgotten, and begins anew. Other lines are written as they are. Safe for many threads.
 */
public final class RepeatedLines {

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int MOST_CAUSES = 1_000;

  /** When a line of a cause was last written, and how many were left out since. */
  private record Told(Instant at, int leftOut) {}

  private final Map<String, Told> told = new LinkedHashMap<>(16, 0.75f, true);

  /** The line as it is to be written; empty if it is left out. */
  public Optional<ILoggingEvent> thin(ILoggingEvent line) {
    var cause = line.getLevel().isGreaterOrEqual(Level.WARN) ? LogCause.of(line) : null;
    return cause == null ? Optional.of(line) : thin(line, cause);
  }

  private synchronized Optional<ILoggingEvent> thin(ILoggingEvent line, String cause) {
    var now = line.getInstant();
    var last = told.get(cause);
    if (last != null && now.isBefore(last.at().plus(INTERVAL))) {
      told.put(cause, new Told(last.at(), last.leftOut() + 1));
      return Optional.empty();
    }
    told.put(cause, new Told(now, 0));
    if (told.size() > MOST_CAUSES) {
      told.remove(told.keySet().iterator().next());
    }
    return Optional.of(last == null ? line : repeated(line, last));
  }

  private static ILoggingEvent repeated(ILoggingEvent line, Told last) {
    var again = new LoggingEvent();
    again.setInstant(line.getInstant());
    again.setLevel(line.getLevel());
    again.setLoggerName(line.getLoggerName());
    again.setThreadName(line.getThreadName());
    again.setMDCPropertyMap(line.getMDCPropertyMap());
    again.setKeyValuePairs(line.getKeyValuePairs());
    again.setMessage(line.getFormattedMessage() + failure(line) + count(last));
    return again;
  }

  private static String failure(ILoggingEvent line) {
    var failure = line.getThrowableProxy();
    return failure == null ? "" : ": " + failure.getClassName() + ": " + failure.getMessage();
  }

  private static String count(Told last) {
    return last.leftOut() == 0
        ? ""
        : " (%d more like it since %s)".formatted(last.leftOut(), last.at());
  }
}
