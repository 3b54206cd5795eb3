// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class EnvironmentDefaultsTest {

  @Command(mixinStandardHelpOptions = true)
  static final class Flags {
    @Option(
        names = {"-r", "--aws-region"},
        defaultValue = "none")
    String region = "";

    @Option(names = "--mesh", split = ",")
    List<String> meshes = List.of();
  }

  @Test
  void flagComesFromItsVariable() {
    var flags = parse(Map.of("APPMESH_OPERATOR_AWS_REGION", "eu-west-1"));

    assertThat(flags.region).isEqualTo("eu-west-1");
  }

  @Test
  void flagOverridesItsVariable() {
    var flags = parse(Map.of("APPMESH_OPERATOR_AWS_REGION", "eu-west-1"), "--aws-region", "x");

    assertThat(flags.region).isEqualTo("x");
  }

  @Test
  void absentOrEmptyVariableLeavesTheDefault() {
    assertThat(parse(Map.of()).region).isEqualTo("none");
    assertThat(parse(Map.of("APPMESH_OPERATOR_AWS_REGION", "")).region).isEqualTo("none");
  }

  @Test
  void listIsSplitAtCommas() {
    assertThat(parse(Map.of("APPMESH_OPERATOR_MESH", "a,b")).meshes).containsExactly("a", "b");
  }

  @Test
  void variableDoesNotAskForHelp() {
    var line = line(new Flags(), Map.of("APPMESH_OPERATOR_HELP", "true"));
    line.parseArgs();

    assertThat(line.isUsageHelpRequested()).isFalse();
  }

  private static Flags parse(Map<String, String> environment, String... args) {
    var flags = new Flags();
    line(flags, environment).parseArgs(args);
    return flags;
  }

  private static CommandLine line(Flags flags, Map<String, String> environment) {
    return new CommandLine(flags).setDefaultValueProvider(new EnvironmentDefaults(environment));
  }
}
