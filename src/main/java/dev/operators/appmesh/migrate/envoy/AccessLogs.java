// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.migrate.export.Ordered.map;

import dev.operators.appmesh.api.Logging;
import dev.operators.appmesh.migrate.export.Logs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The access log of a listener. */
final class AccessLogs {

  private AccessLogs() {}

  /** Null where nothing is logged. */
  static @Nullable List<Map<String, Object>> of(Logging.@Nullable File file) {
    if (file == null) {
      return null;
    }
    return List.of(
        Typed.extension(
            "envoy.access_loggers.file",
            "access_loggers.file.v3.FileAccessLog",
            "path",
            file.path(),
            "log_format",
            format(file.format())));
  }

  private static @Nullable Map<String, Object> format(Logging.@Nullable Format format) {
    if (format == null) {
      return null;
    }
    return format.text() == null
        ? map("json_format", Logs.json(format.json() == null ? List.of() : format.json()))
        : map("text_format_source", map("inline_string", format.text()));
  }
}
