// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a kubeconfig that cannot be used, and by which proxy a cluster is reached. */
class ClusterAccessTest {

  private static final String VALID =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://10.0.0.1:6443"}}]
      users: [{name: u, user: {token: t}}]
      contexts: [{name: x, context: {cluster: c, user: u}}]
      current-context: x
      """;

  @TempDir private Path folder;

  static Stream<Arguments> brokenKubeconfigIsExplained() {
    return Stream.of(
        arguments("a: [b", "while parsing a flow sequence"),
        arguments("- 1", "Cannot deserialize"),
        arguments("", "has no current-context with a cluster"),
        arguments(
            VALID.replace("current-context: x", "current-context: y"),
            "has no current-context with a cluster"),
        arguments(
            VALID.replace("https://10.0.0.1:6443", "htt ps://%"),
            "is not an https URL with a host: correct server in the kubeconfig"),
        arguments(
            VALID.replace("6443\"", "6443\", certificate-authority: /none/ca.crt"),
            "there is no file /none/ca.crt"),
        arguments(
            VALID.replace(
                "token: t", "client-certificate: /none/tls.crt, client-key: /none/tls.key"),
            "there is no file /none/tls."),
        arguments(
            VALID.replace(
                "token: t",
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin,"
                    + " interactiveMode: Never}"),
            "no-such-plugin, which the kubeconfig names for credentials (exec), has given none"),
        arguments(
            VALID.replace("token: t", "client-certificate-data: Zm9v, client-key-data: Zm9v"),
            "cannot be set up"));
  }

  @ParameterizedTest
  @MethodSource
  void brokenKubeconfigIsExplained(String content, String words) throws IOException {
    var file = Files.writeString(folder.resolve("kubeconfig"), content);

    var run = CommandLineRun.of("convert", "--cluster", "--kubeconfig", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(words).doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "proxy, , http://proxy:80",
    "user:secret@proxy:3128, *.x, http://proxy:3128",
    "proxy, 10.0.0.0/8, ",
    "proxy, *, ",
  })
  void proxyOfTheEnvironmentIsUsed(String proxy, @Nullable String direct, @Nullable String url)
      throws IOException {
    var file = Files.writeString(folder.resolve("kubeconfig"), VALID);
    var environment = Map.of("HTTPS_PROXY", proxy, "NO_PROXY", direct == null ? "" : direct);

    try (var client = new ClusterAccess(environment).client(file, _ -> {})) {
      assertThat(client.getConfiguration().getHttpsProxy()).isEqualTo(url);
      assertThat(client.getConfiguration().getProxyPassword())
          .isEqualTo(proxy.startsWith("user:") ? "secret" : null);
    }
  }

  @Test
  void settingsAreApplied() throws IOException {
    var file = Files.writeString(folder.resolve("kubeconfig"), VALID);

    try (var client =
        new ClusterAccess(Map.of()).client(file, it -> it.setMaxConcurrentRequests(512))) {
      assertThat(client.getConfiguration().getMaxConcurrentRequests()).isEqualTo(512);
    }
  }
}
