// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs requests that failed by a defect or in the database. The first failure of a kind has its
 * stack trace. After it, a kind has at most one line a minute, with the number of failures since
 * the last line: a full disk must not fill the disk of the logs, too.
 */
public final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Told> told = new HashMap<>();

  /** When a kind was last told, and how many failures there were since then. */
  private record Told(Instant at, int since) {}

  private static final Told NEVER = new Told(Instant.EPOCH, 0);

  /**
   * @param clock for the time between the lines
   */
  public FailureLog(InstantSource clock) {
    this.clock = clock;
  }

  /** A request failed. */
  void failed(String requestId, Throwable failure) {
    var last = due(kind(failure));
    if (last == null) {
      return;
    }
    if (last.equals(NEVER)) {
      LOG.error("requestId={} failed", requestId, failure);
    } else {
      LOG.error(
          "requestId={} failed, as {} more did since {}: {}",
          requestId,
          last.since(),
          last.at(),
          failure.toString());
    }
  }

  /** What was told of a kind that is to be told now; null if it is not to be told. */
  private synchronized @Nullable Told due(String kind) {
    var now = clock.instant();
    var last = told.getOrDefault(kind, NEVER);
    if (now.isBefore(last.at().plus(INTERVAL))) {
      told.put(kind, new Told(last.at(), last.since() + 1));
      return null;
    }
    told.put(kind, new Told(now, 0));
    return last;
  }

  /** The places where failures begin are as many as the program has, whatever callers send. */
  private static String kind(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(FailureLog::step)
        .collect(Collectors.joining(" < "));
  }

  private static String step(Throwable failure) {
    var trace = failure.getStackTrace();
    var place = trace.length == 0 ? "" : " " + trace[0];
    var code =
        failure instanceof SQLException sql ? " " + sql.getSQLState() + sql.getErrorCode() : "";
    return failure.getClass().getName() + place + code;
  }
}
