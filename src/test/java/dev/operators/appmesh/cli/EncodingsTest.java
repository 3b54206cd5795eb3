// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.CommandLineRun;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each command that reads files reads the encodings that kubectl reads. */
class EncodingsTest {

  private static final String OURS =
      """
      ---\t
      apiVersion: appmesh.operators.dev/v1beta1
      kind: VirtualGateway
      metadata: {name: a, annotations: {owner: "Zoë 🐢"}}
      spec:
        meshName: apps
        listeners:
        - portMapping: {port: 80, protocol: http}
      --- \t# the second
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: b}
      """;

  private static final String OF_THE_CLI =
      """
      ---\t
      meshName: apps
      virtualGatewayName: a # Zoë 🐢
      spec:
        listeners:
        - portMapping: {port: 80, protocol: http}
      """;

  private static final String OF_THE_CONTROLLER =
      """
      ---\t
      apiVersion: appmesh.k8s.aws/v1beta2
      kind: VirtualGateway
      metadata: {name: a, namespace: shop, annotations: {owner: "Zoë 🐢"}}
      spec:
        awsName: edge
        listeners:
        - portMapping: {port: 80, protocol: http}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "UTF-8, plan",
    "UTF-16LE, plan",
    "UTF-16BE, plan",
    "UTF-8, import",
    "UTF-16LE, import",
    "UTF-16BE, import",
    "UTF-8, convert --mesh apps",
    "UTF-16LE, convert --mesh apps",
    "UTF-16BE, convert --mesh apps",
    "UTF-8, export --to gateway-api",
    "UTF-16LE, export --to gateway-api",
    "UTF-16BE, export --to gateway-api"
  })
  void fileWithByteOrderMarkIsReadAsWithoutOne(String charset, String command) throws IOException {
    var text = text(command);
    var plain = run(command, text.replace("\t", ""), "UTF-8");

    assertThat(plain.exitCode()).as(plain.err()).isZero();
    assertThat(run(command, "\uFEFF" + text, charset)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-32LE, plan",
    "UTF-32BE, import",
    "UTF-32LE, convert --mesh apps",
    "UTF-32BE, export --to gateway-api"
  })
  void utf32IsRefused(String charset, String command) throws IOException {
    var run = run(command, "\uFEFF" + text(command), charset);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out() + run.err()).contains("save the file as UTF-8");
  }

  private static String text(String command) {
    return switch (command.substring(0, 2)) {
      case "im" -> OF_THE_CLI;
      case "co" -> OF_THE_CONTROLLER;
      default -> OURS;
    };
  }

  private CommandLineRun run(String command, String text, String charset) throws IOException {
    var file = Files.write(folder.resolve("file.yaml"), text.getBytes(Charset.forName(charset)));
    List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
    arguments.addAll(List.of("-f", file.toString()));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }
}
