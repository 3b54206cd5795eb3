// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Logging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The access log of a listener. */
public final class AccessLogs {

  private AccessLogs() {}

  /** The members of a JSON format; of those with the same key the last one counts. */
  public static Map<String, Object> json(List<Logging.Field> fields) {
    var members = new LinkedHashMap<String, Object>();
    fields.forEach(field -> members.put(field.key(), field.value()));
    return members;
  }

  /** Why Envoy 1.40 would refuse a listener with this log, as far as the spec shows it. */
  static Optional<String> problem(Logging.File file) {
    if (file.path().endsWith("/")) {
      return Optional.of("%s is a folder: name a file".formatted(file.path()));
    }
    var format = file.format();
    if (format == null) {
      return Optional.empty();
    }
    if (format.text() != null) {
      return LogFormat.problem(format.text());
    }
    return fields(format).stream()
        .flatMap(field -> LogFormat.problem(field.value()).stream())
        .findFirst();
  }

  /** The extension. */
  static Map<String, Object> file(Logging.File file) {
    return Typed.extension(
        "envoy.access_loggers.file",
        "access_loggers.file.v3.FileAccessLog",
        map("path", file.path(), "log_format", format(file.format())));
  }

  private static @Nullable Map<String, Object> format(Logging.@Nullable Format format) {
    if (format == null) {
      return null;
    }
    return format.text() == null
        ? map("json_format", json(fields(format)))
        : map("text_format_source", map("inline_string", format.text()));
  }

  private static List<Logging.Field> fields(Logging.Format format) {
    return format.json() == null ? List.of() : format.json();
  }
}
