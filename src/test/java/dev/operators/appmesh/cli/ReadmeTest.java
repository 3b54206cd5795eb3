// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The README's tables of settings are those of the program. */
class ReadmeTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        RunCommand.class,
        EndpointCommand.class,
        PlanCommand.class,
        ImportCommand.class,
        ConvertCommand.class
      })
  void listsEveryFlagWithItsDefault(Class<?> command) throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    var spec = new CommandLine(command).getCommandSpec();
    for (var option : spec.options()) {
      var row = "| `" + option.longestName() + "` | ";
      var standard = option.defaultValue();
      assertThat(readme).contains(standard == null ? row : row + standard + " |");
    }
    assertThat(readme).contains("| `" + spec.name() + "` | default |");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        RunCommand.class,
        EndpointCommand.class,
        PlanCommand.class,
        ImportCommand.class,
        ConvertCommand.class
      })
  void listsNoFlagThatIsNone(Class<?> command) throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    var spec = new CommandLine(command).getCommandSpec();
    var table = readme.substring(readme.indexOf("| `" + spec.name() + "` | default |"));
    var known = spec.optionsMap().keySet();
    table
        .lines()
        .takeWhile(line -> line.startsWith("|"))
        .filter(line -> line.startsWith("| `--"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .forEach(flag -> assertThat(known).contains(flag));
  }
}
