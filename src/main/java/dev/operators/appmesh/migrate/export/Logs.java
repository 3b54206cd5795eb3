// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.api.Logging;
import dev.operators.appmesh.api.VirtualGatewaySpec;
import dev.operators.appmesh.envoy.LogFormat;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The access log and its findings, common to all exports. */
public final class Logs {

  private Logs() {}

  /** The log file of a spec; null if nothing is logged. */
  public static Logging.@Nullable File file(VirtualGatewaySpec spec) {
    var logging = spec.logging();
    var accessLog = logging == null ? null : logging.accessLog();
    return accessLog == null ? null : accessLog.file();
  }

  /** Adds the findings for the fields of a log. */
  public static void note(Logging.@Nullable File file, Place spec) {
    var place = spec.at("logging.accessLog.file");
    if (file == null) {
      return;
    }
    notePath(file.path(), place.at("path"));
    var format = file.format();
    if (format == null) {
      return;
    }
    if (format.text() != null) {
      LogFormat.problem(format.text())
          .ifPresentOrElse(
              problem -> place.at("format.text").needs(refused(problem)),
              () -> place.at("format.text").kept());
    }
    if (format.json() != null) {
      noteJson(format.json(), place.at("format.json"));
    }
  }

  private static void notePath(String path, Place place) {
    if (path.endsWith("/")) {
      place.needs("Envoy will not start: %s is a folder; name a file".formatted(path));
    } else if (path.startsWith("/dev/std")) {
      place.kept();
    } else {
      place.kept("Envoy does not start where the folder of the file is missing");
    }
  }

  private static void noteJson(List<Logging.Field> fields, Place place) {
    var problem =
        fields.stream().flatMap(field -> LogFormat.problem(field.value()).stream()).findFirst();
    var keys = new HashSet<String>();
    var twice = fields.stream().map(Logging.Field::key).filter(key -> !keys.add(key)).findFirst();
    if (problem.isPresent()) {
      place.needs(refused(problem.get()));
    } else if (twice.isPresent()) {
      place.changed("the key %s is there twice: its last value is written".formatted(twice.get()));
    } else {
      place.kept("Envoy sorts the keys");
    }
  }

  private static String refused(String problem) {
    return "Envoy will not start: " + problem;
  }
}
