// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.operators.appmesh.Main;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.kube.TestJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Profiles of the AWS CLI whose users sign in by a browser. A local server stands in for the portal
 * of IAM Identity Center, and for App Mesh, which notes who calls.
 */
class ProfilesIT {

  private static final String START = "https://mesh.awsapps.com/start";
  private static final String LOGIN = "arn:aws:iam::123456789012:user/me";

  private static final String CONFIG =
      """
      [profile old]
      sso_start_url = %1$s
      sso_region = us-west-2
      sso_account_id = 123456789012
      sso_role_name = mesh
      region = us-west-2
      [sso-session company]
      sso_start_url = %1$s
      sso_region = us-west-2
      [profile new]
      sso_session = company
      sso_account_id = 123456789012
      sso_role_name = mesh
      region = us-west-2
      [profile login]
      login_session = %2$s
      region = us-west-2
      """
          .formatted(START, LOGIN);

  /** Who called App Mesh: the id of the key, and the session token. */
  private record Caller(String key, String token) {}

  private final List<Caller> callers = new CopyOnWriteArrayList<>();
  private final List<String> askedPortal = new CopyOnWriteArrayList<>();

  @TempDir private Path home;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/federation/credentials", this::portal);
    server.createContext("/v20190125/meshes", this::meshes);
    server.start();
    Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.createDirectories(home.resolve(".aws/login/cache"));
    Files.writeString(home.resolve(".aws/config"), CONFIG);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"old, " + START, "new, company"})
  void identityCenterGivesTheCredentials(String profile, String session) throws Exception {
    signIn(session, Instant.now().plus(Duration.ofHours(1)));

    var said = importWith(profile);

    assertThat(callers).as(said).containsExactly(new Caller("ASIAPORTAL", "portal-token"));
    assertThat(askedPortal).containsExactly("role_name=mesh&account_id=123456789012 signed-in");
    assertThat(said).contains("There is no virtual gateway in any mesh");
  }

  @ParameterizedTest
  @CsvSource({"old, aws sso login", "new, aws sso login", "login, aws login"})
  void whoIsNotSignedInIsToldHow(String profile, String command) {
    assertThat(importWith(profile))
        .contains(
            "App Mesh could not be read (ListMeshes): no AWS credentials were found: profile "
                + profile
                + ": ",
            "(sign in with " + command + " --profile " + profile + ")")
        .doesNotContain("\tat ", "for the operator");
    assertThat(callers).isEmpty();
  }

  @Test
  void sessionOfAwsLoginGivesTheCredentials() throws Exception {
    Files.writeString(
        home.resolve(".aws/login/cache/" + digest("SHA-256", LOGIN) + ".json"),
        """
        {"accessToken": {"accessKeyId": "ASIALOGIN", "secretAccessKey": "secret",
          "sessionToken": "login-token", "accountId": "123456789012", "expiresAt": "%s"},
         "tokenType": "aws_sigv4", "clientId": "arn:aws:signin:::devtools/same-device",
         "refreshToken": "refresh", "identityToken": "identity", "dpopKey": "key"}
        """
            .formatted(soon(Instant.now().plus(Duration.ofHours(1)))));

    var said = importWith("login");

    assertThat(callers).as(said).containsExactly(new Caller("ASIALOGIN", "login-token"));
  }

  @Test
  void profileThatDoesNotExistIsNamed() {
    assertThat(importWith("none"))
        .contains("no AWS credentials were found: profile none: Profile file contained no");
  }

  private void signIn(String session, Instant end) throws Exception {
    Files.writeString(
        home.resolve(".aws/sso/cache/" + digest("SHA-1", session) + ".json"),
        """
        {"startUrl": "%s", "region": "us-west-2", "accessToken": "signed-in", "expiresAt": "%s"}
        """
            .formatted(START, soon(end)));
  }

  private static Instant soon(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String digest(String algorithm, String text) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
  }

  private String importWith(String profile) {
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    var command = new ArrayList<>(TestJvm.command(Main.class, List.of("-XX:TieredStopAtLevel=1")));
    command.addAll(List.of("import", "--aws-region=us-west-2", "--aws-endpoint-url=" + url));
    var environment =
        Map.of(
            "HOME",
            home.toString(),
            "AWS_PROFILE",
            profile,
            "AWS_ENDPOINT_URL_SSO",
            url,
            "AWS_EC2_METADATA_DISABLED",
            "true");
    try (var process = OperatorProcess.of("profiles", new ProcessBuilder(command), environment)) {
      assertThat(process.awaitExit()).as(process.output()).isEqualTo(1);
      return process.output();
    }
  }

  private void portal(HttpExchange exchange) throws IOException {
    askedPortal.add(
        exchange.getRequestURI().getQuery()
            + " "
            + exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token"));
    answer(
        exchange,
        """
        {"roleCredentials": {"accessKeyId": "ASIAPORTAL", "secretAccessKey": "secret",
          "sessionToken": "portal-token", "expiration": %d}}
        """
            .formatted(Instant.now().plus(Duration.ofHours(1)).toEpochMilli()));
  }

  private void meshes(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    callers.add(
        new Caller(
            headers.getFirst("Authorization").replaceAll(".*Credential=([^/]*)/.*", "$1"),
            headers.getFirst("X-Amz-Security-Token")));
    answer(exchange, "{\"meshes\": []}");
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      var bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
