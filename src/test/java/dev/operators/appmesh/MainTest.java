// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "'', Missing command",
    "bogus, bogus",
    "--bogus, --bogus",
    "endpoint --bogus, --bogus",
    "endpoint --listen 0.0.0.0:80, '--listen 0.0.0.0:80, which other machines can reach'",
    "endpoint --listen nowhere, '--listen'': ''nowhere'' is not HOST:PORT'",
    "endpoint --account-id 12, --account-id",
    "endpoint --region US, --region",
    "endpoint --mesh a/b, --mesh",
    "endpoint --data a --jdbc-url jdbc:postgresql://db/mesh, '--data cannot be combined with"
        + " --jdbc-url'",
    "endpoint --no-auth --jdbc-url jdbc:mysql://db/mesh, '--jdbc-url'': it must start with"
        + " jdbc:postgresql'",
    "endpoint --jdbc-user u, '--jdbc-user requires --jdbc-url'",
    "endpoint --jdbc-password p, '--jdbc-password requires --jdbc-url'",
    "endpoint --no-auth --data /dev/null/data, '--data'': the folder /dev/null/data cannot be"
        + " used'",
    "endpoint --quota listeners=2, 'unknown quota listeners; valid are meshes-per-account, '",
    "endpoint --quota meshes-per-account=-1, '--quota meshes-per-account must be from 0 to'",
    "endpoint --fault *=502@1, '--fault'",
    "endpoint --rate-limit reads=0, '--rate-limit must be greater than 0'",
    "endpoint --listen 0.0.0.0:1 --allow-unsafe-plain-http --fault *=500@1, 'allow it with"
        + " --allow-faults'",
    "endpoint --rate-limit all=1, '--rate-limit'",
  })
  void wrongUsageIsReported(String arguments, String named) {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(named).contains("--help");
    assertThat(out.toString()).isEmpty();
  }

  /** Also of a flag that does not exist, which is quoted with its value. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "endpoint --no-auth --jdbc-url jdbc:postgresql:u:s3cret@x",
        "endpoint --no-auth --jdbc-url jdbc:mysql://u:s3cret@x",
        "endpoint --jdbc-urll=jdbc:postgresql://u:s3cret@x/m",
        "endpoint --jdbc-urll jdbc:postgresql:u:s3cret@x",
        "endpoint jdbc:postgresql:u:s3cret@x",
        "endpoint dump --jdbc-url jdbc:postgresql:u:s3cret@x",
      })
  void noPartOfAUrlIsQuoted(String arguments) {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("s3cret", "u:").contains("jdbc");
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
