// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "'', Missing command",
    "bogus, bogus",
    "--bogus, --bogus",
    "endpoint --bogus, --bogus",
    "endpoint --listen 0.0.0.0:80, '--listen'': requests are not signed yet'",
    "endpoint --listen nowhere, '--listen'': ''nowhere'' is not HOST:PORT'",
    "endpoint --account-id 12, --account-id",
    "endpoint --region US, --region",
    "endpoint --mesh a/b, --mesh",
    "endpoint --fault *=502@1, '--fault'",
    "endpoint --rate-limit reads=0, '--rate-limit'': a rate is more than 0'",
    "endpoint --rate-limit all=1, '--rate-limit'",
  })
  void wrongUsageIsNamed(String arguments, String named) {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(named).contains("--help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpShowsTheFlags() {
    assertThat(run("endpoint --help")).isZero();
    assertThat(out.toString()).contains("--listen", "127.0.0.1:8585", "--account-id", "--mesh");
  }

  @Test
  void versionIsShown() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).isNotBlank();
  }

  private int run(String arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.isEmpty() ? new String[0] : arguments.split(" "));
  }
}
