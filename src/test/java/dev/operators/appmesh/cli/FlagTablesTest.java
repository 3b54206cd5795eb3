// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The documentation's tables of flags are those of the program. */
class FlagTablesTest {

  @ParameterizedTest
  @CsvSource({
    "settings.md, dev.operators.appmesh.cli.RunCommand",
    "settings.md, dev.operators.appmesh.cli.EndpointCommand",
    "settings.md, dev.operators.appmesh.cli.BootstrapCommand",
    "settings.md, dev.operators.appmesh.cli.EnvoysCommand",
    "settings.md, dev.operators.appmesh.cli.CheckCommand",
    "way-in-and-out.md, dev.operators.appmesh.cli.PlanCommand",
    "way-in-and-out.md, dev.operators.appmesh.cli.ImportCommand",
    "way-in-and-out.md, dev.operators.appmesh.cli.ConvertCommand",
    "way-in-and-out.md, dev.operators.appmesh.cli.ExportCommand"
  })
  void listEveryFlagWithItsDefaultAndNoOther(String page, Class<?> command) throws IOException {
    var spec = new CommandLine(command).getCommandSpec();
    var rows = rows(page, spec.name());

    for (var option : spec.options()) {
      var row = "| `" + option.longestName() + "` | ";
      var standard = option.defaultValue();
      assertThat(rows)
          .as(option.longestName())
          .filteredOn(it -> it.startsWith(standard == null ? row : row + standard + " |"))
          .hasSize(1);
    }
    assertThat(rows).hasSameSizeAs(spec.options());
  }

  /** Of the table that begins with the command's name, without its head. */
  private static List<String> rows(String page, String command) throws IOException {
    return Files.readString(Path.of("docs", page))
        .lines()
        .dropWhile(line -> !line.startsWith("| `" + command + "` | default |"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .toList();
  }
}
