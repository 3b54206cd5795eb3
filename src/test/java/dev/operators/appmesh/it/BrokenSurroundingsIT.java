// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.Main;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.kube.TestJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Environment variables that the AWS SDK or the Kubernetes client reads by itself, with values that
 * it cannot read: each ends the program with a line that names it.
 */
class BrokenSurroundingsIT {

  private static final Map<String, String> VALID =
      Map.of(
          "AWS_ACCESS_KEY_ID", "id",
          "AWS_SECRET_ACCESS_KEY", "s3cret",
          "AWS_REGION", "us-west-2",
          "AWS_EC2_METADATA_DISABLED", "true",
          "KUBERNETES_REQUEST_RETRY_BACKOFFLIMIT", "0");

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
      users: [{name: u, user: {token: t}}]
      contexts: [{name: x, context: {cluster: c, user: u}}]
      current-context: x
      """;

  @TempDir private Path folder;

  static Stream<Arguments> awsClientIsExplained() {
    return Stream.of(
        arguments("AWS_REGION", "%%", "the AWS region is '%%'"),
        arguments("AWS_REGION", "us west", "the AWS region is 'us west'"),
        arguments("AWS_DEFAULTS_MODE", "foo", "correct or unset AWS_DEFAULTS_MODE"),
        arguments("AWS_USE_FIPS_ENDPOINT", "foo", "correct or unset AWS_USE_FIPS_ENDPOINT"),
        arguments("AWS_USE_DUALSTACK_ENDPOINT", "foo", "unset AWS_USE_DUALSTACK_ENDPOINT"),
        arguments("AWS_DISABLE_REQUEST_COMPRESSION", "foo", "AWS_DISABLE_REQUEST_COMPRESSION"),
        arguments(
            "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
            "foo",
            "unset AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"),
        arguments("AWS_ENDPOINT_URL", "foo", "AWS_ENDPOINT_URL must be an http or https URL"),
        arguments("AWS_ENDPOINT_URL_APP_MESH", "h t", "AWS_ENDPOINT_URL_APP_MESH must be an http"),
        arguments("HTTPS_PROXY", "socks5://u:s3cret@p:1", "HTTPS_PROXY=socks5://***@p:1 is not a"),
        arguments("AWS_CONFIG_FILE", "FILE", "name another one with AWS_CONFIG_FILE"),
        arguments("AWS_SHARED_CREDENTIALS_FILE", "FILE", "with AWS_SHARED_CREDENTIALS_FILE"));
  }

  @ParameterizedTest
  @MethodSource
  void awsClientIsExplained(String variable, String value, String words) throws IOException {
    var file = Files.writeString(folder.resolve("broken"), "no profile\n");

    assertEnds(
        Map.of("HOME", folder.toString(), variable, value.replace("FILE", file.toString())),
        words,
        "import");
  }

  static Stream<Arguments> kubernetesClientIsExplained() {
    return Stream.of(
        arguments("KUBECONFIG", "/none/config", "no cluster is named: /none/config is not a file"),
        arguments(
            "KUBERNETES_MASTER",
            "https://h t",
            "is not an https URL with a host: correct KUBERNETES"),
        arguments("KUBERNETES_CONNECTION_TIMEOUT", "soon", "unset KUBERNETES_CONNECTION_TIMEOUT"),
        arguments("KUBERNETES_REQUEST_TIMEOUT", "soon", "unset KUBERNETES_REQUEST_TIMEOUT"),
        arguments("KUBERNETES_TLS_VERSIONS", "foo", "unset KUBERNETES_TLS_VERSIONS"),
        arguments("KUBERNETES_CERTS_CA_FILE", "/none/ca", "unset KUBERNETES_CERTS_CA_FILE"),
        arguments("HTTPS_PROXY", "http://u:s3#cret@p", "HTTPS_PROXY=http://***@p has no valid"));
  }

  @ParameterizedTest
  @MethodSource
  void kubernetesClientIsExplained(String variable, String value, String words) throws IOException {
    var file = Files.writeString(folder.resolve("kubeconfig"), KUBECONFIG);

    var named = new HashMap<>(Map.of("KUBECONFIG", file.toString()));
    named.put(variable, value);

    assertEnds(named, words, "run", "--listen=127.0.0.1:0");
  }

  private static void assertEnds(Map<String, String> named, String words, String... args) {
    var environment = new HashMap<>(VALID);
    environment.putAll(named);
    var command = new ArrayList<>(TestJvm.command(Main.class, List.of("-XX:TieredStopAtLevel=1")));
    command.addAll(List.of(args));
    try (var process =
        OperatorProcess.of("surroundings", new ProcessBuilder(command), environment)) {
      assertThat(process.awaitExit()).as(process.output()).isEqualTo(1);
      var told =
          process.output().lines().filter(it -> !it.matches("(WARNING:|Picked up) .*")).toList();
      assertThat(told).as(process.output()).hasSize(1);
      assertThat(told.getFirst()).contains(words).doesNotContain("s3", "cret");
    }
  }
}
