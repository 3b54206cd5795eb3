// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.ops.ListenAddress;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AccessFlagsTest {
  private static final Pattern BLANK = Pattern.compile(" ");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "127.0.0.1:1 | | -",
        "[::1]:1 | --no-auth | -",
        "localhost:1 | --access-keys=k | -",
        "127.0.0.1:1 | --tls-cert=c --tls-key=k | -",
        "127.0.0.1:1 | --tls-cert=c --tls-key=k --no-auth | -",
        "0.0.0.0:1 | --tls-cert=c --tls-key=k | -",
        "0.0.0.0:1 | --allow-unsafe-plain-http | -",
        "0.0.0.0:1 | | plain http is not allowed with --listen 0.0.0.0:1, which other machines can"
            + " reach: set --tls-cert and --tls-key, or allow it with --allow-unsafe-plain-http",
        "192.0.2.1:1 | --no-auth --allow-unsafe-plain-http | --no-auth is not allowed with --listen"
            + " 192.0.2.1:1, which other machines can reach: remove --no-auth, or listen on"
            + " 127.0.0.1",
        "[::]:1 | --no-auth --tls-cert=c --tls-key=k | --no-auth is not allowed with --listen"
            + " [::]:1, which other machines can reach: remove --no-auth, or listen on 127.0.0.1",
        "127.0.0.1:1 | --no-auth --access-keys=k | --no-auth cannot be combined with"
            + " --access-keys",
        "127.0.0.1:1 | --tls-cert=c | --tls-cert and --tls-key must be set together",
        "0.0.0.0:1 | --tls-key=c | --tls-cert and --tls-key must be set together",
      })
  void unsafeFlagsAreRefused(String listen, @Nullable String flags, @Nullable String problem) {
    var access = new AccessFlags();
    new CommandLine(access)
        .parseArgs(
            BLANK
                .splitAsStream(flags == null ? "" : flags)
                .filter(it -> !it.isEmpty())
                .toArray(String[]::new));

    var problems = access.problems(ListenAddress.parse(listen), Path.of("data"));

    if (problem == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).containsExactly(problem);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', true", "--no-auth, false", "--access-keys=k, false"})
  void sharedDatabaseNeedsAccessKeys(String flag, boolean problem) {
    var access = new AccessFlags();
    new CommandLine(access).parseArgs(flag.isEmpty() ? new String[0] : new String[] {flag});

    assertThat(access.problems(new ListenAddress("127.0.0.1", 1), null))
        .hasSize(problem ? 1 : 0)
        .allMatch(it -> it.startsWith("--jdbc-url requires --access-keys"));
  }
}
