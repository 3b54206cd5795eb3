// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.migrate.export.ExportCase;
import dev.operators.appmesh.migrate.export.Exported;
import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What exported bootstraps do in a real Envoy. */
class EnvoyIT {

  private static final int RANDOM = 40;
  private static final EnvoyProgram ENVOY = EnvoyProgram.find();

  private static TempFolder folder;
  private static CertificateAuthority authority;
  private static CertificateAuthority stranger;
  private static Upstream upstream;

  @BeforeAll
  static void startUpstream() throws Exception {
    folder = TempFolder.create("appmesh-envoy-");
    authority =
        CertificateAuthority.in(folder.path().resolve("authority"))
            .sign("server", "dns:gateway.example.com,ip:127.0.0.1")
            .sign("good", "dns:abc.example.com")
            .sign("other", "dns:other.example.com");
    stranger =
        CertificateAuthority.in(folder.path().resolve("stranger"))
            .sign("unknown", "dns:abc.example.com");
    upstream = Upstream.start(ENVOY, folder.path(), authority);
  }

  @AfterAll
  static void stopUpstream() {
    upstream.close();
    folder.close();
  }

  @Test
  void acceptsEveryBootstrapThatIsNotReportedAsBroken() throws Exception {
    var cases = new ArrayList<ExportCase>();
    for (var it : ExportCase.all()) {
      cases.add(it);
      cases.add(it.with("app=app.example.local:443,tls"));
      cases.add(it.with("app=a.example.local:443,tls=false,web=[::1]:80,prefix=/web"));
    }
    ExportCase.random(13, RANDOM)
        .forEach(it -> cases.add(it.with("app=app.example.local:443,tls")));
    cases.add(ExportCase.withEveryLogOperator());
    var files =
        Map.of(
            "certificate_chain", authority.chain("server"),
            "private_key", authority.key("server"),
            "trusted_ca", authority.certificate());
    var fitted = new Bootstrap(Map.of(), files, folder.path());
    var bootstraps = new LinkedHashMap<Path, Exported>();
    for (var it : cases) {
      var exported = it.envoy();
      bootstraps.put(
          fitted.write("validate-" + bootstraps.size(), exported.documents().getFirst()), exported);
    }

    var broken = new HashMap<Path, String>();
    bootstraps.keySet().parallelStream()
        .forEach(
            bootstrap -> {
              var problem = ENVOY.problem(bootstrap);
              if (!problem.isEmpty()) {
                synchronized (broken) {
                  broken.put(bootstrap, problem);
                }
              }
            });

    bootstraps.forEach(
        (bootstrap, exported) ->
            assertThat(broken.containsKey(bootstrap))
                .as(bootstrap + ": " + broken.get(bootstrap) + exported.report().text())
                .isEqualTo(isReportedAsBroken(exported)));
    assertThat(broken).isNotEmpty().hasSizeLessThan(cases.size() / 4);
  }

  @Test
  void acceptsHttp1AndHttp2AndSpeaksHttp2ToBackends() throws Exception {
    try (var gateway = start(ExportCase.named("worked-http2"))) {
      assertThat(PriorKnowledgeClient.isAnswered(gateway.port())).isTrue();

      var answer = GatewayClient.plain().get(gateway.port(), "/color");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(answer.headers().firstValue("x-protocol")).contains("HTTP/2");
    }
  }

  @Test
  void acceptsOnlyClientsWithTheRightCertificate() throws Exception {
    try (var gateway = start(ExportCase.named("worked-mutual-tls"))) {
      var answer = good().get(gateway.port(), "/color/client-abc");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.headers().firstValue("x-protocol")).contains("HTTP/1.1");

      assertRefused(gateway, GatewayClient.plain(), "no_filter_chain_match");
      assertRefused(gateway, GatewayClient.tls(authority.client()), "ssl.fail_verify_no_cert");
      assertRefused(
          gateway, GatewayClient.tls(authority.client(authority, "other")), "ssl.fail_verify_san");
      assertRefused(
          gateway,
          GatewayClient.tls(authority.client(stranger, "unknown")),
          "ssl.fail_verify_error");

      gateway.envoy().flushLogs();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(folder.path().resolve("access.log"))
                      .content()
                      .contains(
                          """
                          {"k1":"v1","path":"/color/client-abc","san":"abc.example.com","status":200}
                          """));
    }
  }

  @Test
  void withoutNamesAcceptsAnyCertificateOfTheAuthority() throws Exception {
    var nameless =
        changed(
            "worked-mutual-tls", text -> text.replaceAll("(?m)^ +subjectAlternativeNames.*$", ""));
    try (var gateway = start(nameless)) {
      var other = GatewayClient.tls(authority.client(authority, "other"));
      assertThat(other.get(gateway.port(), "/").statusCode()).isEqualTo(200);
      assertRefused(gateway, GatewayClient.tls(authority.client()), "ssl.fail_verify_no_cert");
      assertRefused(
          gateway,
          GatewayClient.tls(authority.client(stranger, "unknown")),
          "ssl.fail_verify_error");
    }
  }

  @Test
  void permissiveAcceptsPlainTextAndTls() throws Exception {
    var permissive =
        changed("worked-mutual-tls", text -> text.replace("mode: STRICT", "mode: PERMISSIVE"));
    try (var gateway = start(permissive)) {
      assertThat(GatewayClient.plain().get(gateway.port(), "/").statusCode()).isEqualTo(200);
      assertThat(good().get(gateway.port(), "/").statusCode()).isEqualTo(200);
      assertRefused(gateway, GatewayClient.tls(authority.client()), "ssl.fail_verify_no_cert");
    }
  }

  @Test
  void presentsItsCertificateToBackendsAndLimitsConnections() throws Exception {
    try (var gateway = start(ExportCase.named("worked-backend-tls"))) {
      var client = GatewayClient.tls(authority.client());
      var answer = client.get(gateway.port(), "/color");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-peer")).contains("CN=good");

      assertThat(client.get(gateway.port(), "/ping").statusCode()).isEqualTo(200);
      gateway.envoy().admin("POST", "/healthcheck/fail");
      assertThat(client.get(gateway.port(), "/ping").statusCode()).isEqualTo(503);

      openConnections(gateway, client, 100);
      assertThat(GatewayClient.statuses(client.send(gateway.port(), 120, 1500, "/")))
          .isEqualTo(Map.of(200, 110L, 503, 10L));
      assertThat(gateway.envoy().stat("cluster.app_8080.upstream_rq_pending_overflow"))
          .isEqualTo(10);

      gateway.envoy().flushLogs();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(gateway.envoy().output())
                      .containsPattern(
                          "\\[\\d{4}-\\S+Z] \"GET /color HTTP/2\" 200 - 0 5 \\d+ \\d+ \"-\""
                              + " \"Java-http-client/\\S+\" \"[0-9a-f-]{36}\""
                              + " \"127.0.0.1:\\d+\" \"127.0.0.1:\\d+\"\\n")
                      .containsPattern("\"GET / HTTP/2\" 503 UO "));
    }
  }

  @Test
  void severalBackendsShareOneLimit() throws Exception {
    var shared =
        ExportCase.named("two-backends")
            .with("app=app.example.local:28080,web=web.example.local:28080,prefix=/web");
    try (var gateway = start(shared)) {
      var client = GatewayClient.plain();
      assertThat(client.get(gateway.port(), "/").statusCode()).isEqualTo(200);
      assertThat(client.get(gateway.port(), "/web").statusCode()).isEqualTo(200);

      assertThat(GatewayClient.statuses(client.send(gateway.port(), 20, 1500, "/", "/web")))
          .isEqualTo(Map.of(200, 5L, 503, 15L));
    }
  }

  @Test
  void answers404WithoutBackends() throws Exception {
    try (var gateway = start(ExportCase.named("worked-http2").with(""))) {
      assertThat(GatewayClient.plain().get(gateway.port(), "/").statusCode()).isEqualTo(404);
    }
  }

  private static GatewayClient good() throws Exception {
    return GatewayClient.tls(authority.client(authority, "good"));
  }

  /** The handshake of TLS 1.3 may be over for the client before the server refuses it. */
  private static void assertRefused(
      RunningGateway gateway, GatewayClient client, String statistic) {
    var name = "listener.0.0.0.0_%d.%s".formatted(gateway.port(), statistic);
    var before = gateway.envoy().stat(name);
    assertThatThrownBy(() -> client.get(gateway.port(), "/")).isInstanceOf(IOException.class);
    Awaitility.await().until(() -> gateway.envoy().stat(name) > before);
  }

  /** Some at a time: what waits for a connection that is being opened counts as pending. */
  private static void openConnections(RunningGateway gateway, GatewayClient client, int count) {
    var waiting = new ArrayList<CompletableFuture<Integer>>();
    while (waiting.size() < count) {
      waiting.addAll(client.send(gateway.port(), 10, 5000, "/"));
      Awaitility.await()
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> gateway.envoy().stat("cluster.app_8080.upstream_rq_active") == waiting.size());
    }
    assertThat(GatewayClient.statuses(waiting)).isEqualTo(Map.of(200, (long) count));
    assertThat(gateway.envoy().stat("cluster.app_8080.upstream_cx_active")).isEqualTo(count);
  }

  private static RunningGateway start(ExportCase it) throws Exception {
    var files =
        Map.of(
            "/path/to/cert_chain.pem", authority.chain("good"),
            "/path/to/private_key.pem", authority.key("good"),
            "certificate_chain", authority.chain("server"),
            "private_key", authority.key("server"),
            "trusted_ca", authority.certificate());
    return RunningGateway.start(
        ENVOY,
        it,
        Map.of(28080, upstream.plainPort(), 443, upstream.tlsPort()),
        files,
        folder.path());
  }

  private static boolean isReportedAsBroken(Exported exported) {
    return exported.report().findings().stream()
        .map(Finding::words)
        .anyMatch(words -> words.startsWith("Envoy will not start"));
  }

  private static ExportCase changed(String name, UnaryOperator<String> change) throws IOException {
    var manifest = Path.of("src/test/resources/export", name + ".yaml");
    var changed = folder.path().resolve(name + "-changed.yaml");
    Files.writeString(changed, change.apply(Files.readString(manifest)));
    return ExportCase.of(changed);
  }
}
