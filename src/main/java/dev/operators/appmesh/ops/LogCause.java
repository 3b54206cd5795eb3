// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lines of the log have in common that say the same again. Where there is an exception, it is
 * the places where it and its causes began, which are as many as the program has, whatever callers
 * send; a database's code; and the API server's words without the name of the object, so that one
 * rule that refuses a thousand resources is one cause. Else it is the message, if it is about a
 * resource: such lines come again with each pass, all others are logged when something changes.
 */
final class LogCause {

  /** Causes may be their own causes. */
  private static final int MAX_CAUSES = 20;

  private LogCause() {}

  /** Null for a line that is no repetition of another. */
  static @Nullable String of(ILoggingEvent line) {
    if (line.getThrowableProxy() instanceof ThrowableProxy proxy) {
      return of(proxy.getThrowable());
    }
    var about = line.getMDCPropertyMap();
    var name = about.get("resource.name");
    return name == null
        ? null
        : about.get("resource.namespace") + '/' + name + ' ' + line.getFormattedMessage();
  }

  private static String of(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MAX_CAUSES)
        .map(LogCause::step)
        .collect(Collectors.joining(" < "));
  }

  private static String step(Throwable failure) {
    var trace = failure.getStackTrace();
    var place = trace.length == 0 ? "" : " " + trace[0];
    return failure.getClass().getName() + place + code(failure);
  }

  private static String code(Throwable failure) {
    return switch (failure) {
      case SQLException sql -> " " + sql.getSQLState() + sql.getErrorCode();
      case KubernetesClientException refusal -> " " + refusal.getCode() + words(refusal);
      default -> "";
    };
  }

  private static String words(KubernetesClientException refusal) {
    var status = refusal.getStatus();
    if (status == null || status.getMessage() == null) {
      return "";
    }
    var name = Optional.ofNullable(status.getDetails()).map(StatusDetails::getName).orElse("");
    return ' ' + status.getMessage().replace('"' + name + '"', "");
  }
}
