// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chart's README lists the values as {@code values.yaml} describes them. */
class ChartReadmeTest {

  private static final Pattern KEY = Pattern.compile("(?<indent> *)(?<key>[A-Za-z]+):.*");
  private static final String HEAD = "| value | default | |\n| --- | --- | --- |\n";

  @Test
  void tableListsTheValues() throws IOException {
    var file = Chart.PATH.resolve("README.md");
    var readme = Files.readString(file);
    var before = readme.substring(0, readme.indexOf(HEAD));
    var after = readme.substring(readme.indexOf("\n\n", readme.indexOf(HEAD)));
    var expected = before + HEAD + String.join("\n", rows()) + after;
    if ("write".equals(System.getProperty("chart"))) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file))
        .as("the table is out of date: ./mvnw test -Dtest='Chart*Test' -Dchart=write")
        .isEqualTo(expected);
  }

  /** One row for each comment {@code # -- text}, which describes the key in the next line. */
  private static List<String> rows() throws IOException {
    var text = Files.readString(Chart.PATH.resolve("values.yaml"));
    var values = new YAMLMapper().readTree(text);
    var rows = new ArrayList<String>();
    var undescribed = new ArrayList<String>();
    var path = new ArrayList<String>();
    var described = -1;
    var comment = "";
    for (var line : text.lines().toList()) {
      var key = KEY.matcher(line);
      if (line.strip().startsWith("# -- ")) {
        comment = line.strip().substring(5);
      } else if (key.matches()) {
        int depth = key.group("indent").length() / 2;
        if (described >= 0 && depth > described) {
          continue; // a part of a value that is described as a whole
        }
        path.subList(depth, path.size()).clear();
        path.add(key.group("key"));
        described = comment.isEmpty() ? -1 : depth;
        var value = values.at("/" + String.join("/", path));
        if (!comment.isEmpty()) {
          rows.add(row(String.join(".", path), value, comment));
        } else if (!value.isObject() || value.isEmpty()) {
          undescribed.add(String.join(".", path));
        }
        comment = "";
      }
    }
    assertThat(undescribed).as("values without a comment '# -- '").isEmpty();
    return rows;
  }

  private static String row(String name, JsonNode value, String comment) {
    var shown = value.isObject() && !value.isEmpty() ? "see `values.yaml`" : "`" + value + "`";
    return "| `%s` | %s | %s |".formatted(name, shown, comment);
  }
}
