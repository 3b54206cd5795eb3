// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The flags of {@code run}. */
class RunFlagsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "--bogus, ''",
    "--aws-endpoint-url, '://x'",
    "--aws-endpoint-url, appmesh.example",
    "--aws-endpoint-url, http://appmesh.example",
    "--full-resync-interval, soon",
    "--full-resync-interval, 10",
    "--full-resync-interval, 59s",
    "--max-concurrent-reconciles, many",
    "--max-concurrent-reconciles, 0",
    "--max-read-rate, -1",
    "--max-read-rate, NaN",
    "--max-write-rate, -0.5",
    "--max-write-rate, fast",
    "--resource-tag, team",
    "--resource-tag, aws:team=x",
    "--resource-tag, =x",
    "--leader-election-namespace, apps",
    "--leader-election-id, Edge",
    "--listen, nowhere",
    "--listen, 127.0.0.1:99999",
    "--log-level, loud",
    "--log-format, xml",
    "--allow-unsafe-aws-endpoint-urls, =maybe",
  })
  void badValueIsReported(String flag, String value) {
    assertThat(value.startsWith("=") ? run(flag + value) : run(flag, value)).isEqualTo(2);
    assertThat(err.toString()).contains(flag).contains("appmesh-gateway-operator run --help");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--aws-region", "--cluster-id", "--watch-namespace", "--listen"})
  void missingValueIsReported(String flag) {
    assertThat(run(flag)).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required parameter", flag);
  }

  @Test
  void allBadSettingsAreReportedAtOnce() {
    var bad = "--cluster-id= --max-concurrent-reconciles=0 --full-resync-interval=0s";

    assertThat(run(bad.split(" "))).isEqualTo(2);
    assertThat(err.toString())
        .contains("--cluster-id", "--max-concurrent-reconciles", "--full-resync-interval");
  }

  @Test
  void helpShowsEveryFlagWithItsDefault() {
    assertThat(run("--help")).isZero();
    var help = out.toString().replaceAll("\\s+", " ");
    var flags = Main.commandLine().parseArgs("run").subcommand().commandSpec().options();
    assertThat(flags).hasSizeGreaterThan(12);
    for (var flag : flags) {
      var at = help.indexOf(" " + flag.longestName());
      assertThat(at).as(flag.longestName()).isPositive();
      if (flag.arity().max() > 0) {
        var next = help.indexOf(" --", at + 3);
        assertThat(help.substring(at, next)).contains("Default: ");
      }
    }
    assertThat(help)
        .contains("Default: 10h", "Default: 64", "Default: 127.0.0.1:8080", "Default: info")
        .contains("error, warn, info, debug, trace", "text, json");
  }

  private int run(String... flags) {
    var arguments = new String[flags.length + 1];
    arguments[0] = "run";
    System.arraycopy(flags, 0, arguments, 1, flags.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
