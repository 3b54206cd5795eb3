// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.manifest.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An exported bootstrap, fitted to the machine of the test: its ports, its files and its backends
 * are replaced, nothing else.
 *
 * @param ports what to listen on, or to connect to, instead
 * @param files what to read instead; by the name of the file, or by the member that names it
 * @param logs the folder of log files
 */
record Bootstrap(Map<Integer, Integer> ports, Map<String, Path> files, Path logs) {

  /** Writes it into a file of the folder of logs. */
  Path write(String name, Map<String, Object> exported) throws IOException {
    @SuppressWarnings("unchecked")
    var fitted = (Map<String, Object>) fitted("", exported);
    return Files.writeString(logs.resolve(name + ".yaml"), YamlText.write(List.of(fitted)));
  }

  private Object fitted(String parent, Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var isLog = String.valueOf(map.get("@type")).endsWith("FileAccessLog");
        var fitted = new LinkedHashMap<String, Object>();
        map.forEach(
            (key, member) -> {
              var name = String.valueOf(key);
              fitted.put(
                  name, isLog && name.equals("path") ? log(member) : member(parent, name, member));
            });
        yield fitted;
      }
      case List<?> list -> list.stream().map(item -> fitted(parent, item)).toList();
      default -> value;
    };
  }

  private Object member(String parent, String name, Object value) {
    return switch (name) {
      case "port_value" ->
          ports.getOrDefault(((Number) value).intValue(), ((Number) value).intValue());
      case "filename" ->
          files.getOrDefault(String.valueOf(value), files.getOrDefault(parent, logs)).toString();
      case "address" ->
          String.valueOf(value).endsWith(".example.local") ? "127.0.0.1" : fitted(name, value);
      default -> fitted(name, value);
    };
  }

  /** Devices stay; a folder, which Envoy cannot log to, stays one. */
  private String log(Object path) {
    var text = String.valueOf(path);
    var name = text.substring(text.lastIndexOf('/') + 1);
    if (text.startsWith("/dev/")) {
      return text;
    }
    return logs + "/" + (name.matches("[a-z.]*") ? name : "%08x.log".formatted(text.hashCode()));
  }
}
