// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Starts that fail. */
class EndpointCommandTest {
  private final StringWriter said = new StringWriter();
  private final CommandLine endpoint =
      new CommandLine(new EndpointCommand())
          .setErr(new PrintWriter(said, true))
          .setOut(new PrintWriter(said, true));

  @TempDir private Path folder;

  @Test
  void noAuthIsForThisMachineAlone() {
    var exitCode = endpoint.execute("--no-auth", "--listen=0.0.0.0:0");

    assertThat(exitCode).isEqualTo(2);
    assertThat(said.toString()).contains("--no-auth").contains("--listen 0.0.0.0:0");
  }

  @Test
  void keysThatCannotBeReadAreNotShown() throws IOException {
    var keys = Files.writeString(folder.resolve("keys"), "id full s3cret\ns3cret\n");

    var exitCode = endpoint.execute("--listen=127.0.0.1:0", "--access-keys=" + keys);

    assertThat(exitCode).isEqualTo(2);
    assertThat(said.toString())
        .isEqualToNormalizingNewlines(
            "Access keys in "
                + keys
                + ": line 1 does not end in full or read-only; line 2 has 1 words instead of three:"
                + " id, secret, and full or read-only\n");
  }

  @Test
  void secretThatWasMadeIsNotShownWhenTheStartFails() throws IOException {
    var data = folder.resolve("data");

    var exitCode =
        endpoint.execute(
            "--listen=127.0.0.1:0",
            "--data=" + data,
            "--tls-cert=" + folder.resolve("none"),
            "--tls-key=" + folder.resolve("none"));

    assertThat(exitCode).isEqualTo(2);
    var secret = Files.readString(data.resolve("access-keys")).split(" ", -1)[1];
    assertThat(secret).hasSize(40);
    assertThat(said.toString()).contains("there is no such file").doesNotContain(secret);
  }
}
