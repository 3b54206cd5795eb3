// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExportCommandTest {

  private static final Path CASES = Path.of("src/test/resources/export");
  private static final String ONE = CASES.resolve("worked-http2.yaml").toString();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path two;

  @BeforeEach
  void writeTwoGateways() throws IOException {
    two = Files.createDirectory(folder.resolve("in"));
    for (var name : List.of("worked-http2.yaml", "worked-mutual-tls.yaml")) {
      Files.copy(CASES.resolve(name), two.resolve(name));
    }
  }

  @Test
  void writesTheGatewayToOutputAndTheReportToError() throws IOException {
    assertThat(run("-f", ONE, "--to", "envoy", "--backend", "app=app.example.local:28080"))
        .isZero();
    assertThat(out.toString()).isEqualTo(golden("worked-http2.envoy.yaml"));
    assertThat(err.toString()).isEqualTo(golden("worked-http2.envoy.txt"));
  }

  @Test
  void writesAFileForEachGateway() throws IOException {
    var target = folder.resolve("new").resolve("out");
    var exit =
        run(
            "-f",
            two.toString(),
            "--to=envoy",
            "--output-directory=" + target,
            "--backend=app=app.example.local:28080",
            "--report=" + folder.resolve("report.json"),
            "-o=json");
    assertThat(exit).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().lines())
        .containsExactly(
            target.resolve("default_my-ingress-gw.yaml").toString(),
            target.resolve("default_yelb-gw.yaml").toString());
    assertThat(target.resolve("default_yelb-gw.yaml"))
        .content()
        .isEqualTo(golden("worked-mutual-tls.envoy.yaml"));
    assertThat(folder.resolve("report.json"))
        .content()
        .contains("VirtualGateway default/my-ingress-gw", "VirtualGateway default/yelb-gw");
  }

  @Test
  void writesSeveralGatewaysAsOneStreamOfManifests() throws IOException {
    var exit =
        run(
            "-f",
            two.resolve("worked-http2.yaml").toString(),
            "-f",
            two.resolve("worked-mutual-tls.yaml").toString(),
            "--to=gateway-api",
            "--backend=app=app.example.local:28080");
    assertThat(exit).isZero();
    assertThat(out.toString())
        .isEqualTo(
            golden("worked-http2.gateway-api.yaml") + golden("worked-mutual-tls.gateway-api.yaml"));
  }

  @ParameterizedTest
  @CsvSource({"lost, 0", "needs-input, 1", "changed, 1"})
  void failOnSetsTheExitCode(String verdict, int exit) {
    assertThat(run("-f", ONE, "--to=envoy", "--fail-on=" + verdict)).isEqualTo(exit);
    assertThat(out.toString()).isNotEmpty();
  }

  @Test
  void invalidInputWritesNothing() throws IOException {
    var broken = folder.resolve("broken.yaml");
    Files.writeString(broken, Files.readString(Path.of(ONE)).replace("8080", "0"));
    assertThat(run("-f", ONE, "-f", broken.toString(), "--to=gateway-api")).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith(broken + ":9: spec.listeners[0].portMapping.port: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--to=envoy                                       | Missing required option:"
            + " '--filename=FILE'",
        "-f=@                                             | Missing required option: '--to=FORM'",
        "-f=@ --to=istio                                  | 'istio' is not gateway-api or envoy",
        "-f=@/none.yaml --to=envoy                        | Invalid value for option '--filename'",
        "-f=@ --to=envoy                                  | set --output-directory",
        "-f=@ --to=envoy --backend=app                    | '--backend': 'app': not NAME=HOST:PORT",
        "-f=@ --to=envoy --backend=app=a                  | 'app': Envoy needs its port",
        "-f=@ --to=envoy --backend=app=a:1,web=b:1        | 'web' gets the same requests as 'app'",
        "-f=@ --to=envoy --backend=app=a:1,port-name=x    | port-name is for gateway-api",
        "-f=@ --to=gateway-api --backend=app=a,prefix=/x  | prefix is for envoy",
        "-f=@ --to=gateway-api --backend=app=[::1]        | needs a host name, not ::1",
      })
  void wrongUsageIsReported(String arguments, String named) {
    var given = arguments.replace("@", two.toString()).split(" +");
    assertThat(run(given)).isEqualTo(2);
    assertThat(err.toString()).contains(named);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesTwoGatewaysWithTheSameResultingName() throws IOException {
    var text = Files.readString(Path.of(ONE));
    Files.writeString(two.resolve("dots.yaml"), text.replace("my-ingress-gw", "my-ingress.gw"));
    assertThat(run("-f", two.toString(), "--to=gateway-api")).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("default/my-ingress.gw", "default/my-ingress-gw", "rename one");
  }

  private int run(String... arguments) {
    return new CommandLine(new ExportCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static String golden(String name) throws IOException {
    return Files.readString(CASES.resolve("golden").resolve(name));
  }
}
