// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.operators.appmesh.fixture.SilentEndpoint;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.ConnectionSettings.Role;
import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.GatewayKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client for each connection, and whom it calls as. */
class SdkConnectionsTest {

  private static final GatewayKey KEY = new GatewayKey("apps", null, "gw");
  private static final String ROLE = "arn:aws:iam::210987654321:role/mesh";
  private static final String TOKEN_FILE = "aws.webIdentityTokenFile";

  static {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
  }

  /** More than an Apache client has connections if it is not told otherwise. */
  private static final int HUNG_CALLS = 100;

  /** Who called: the id of the access key, and the session token. */
  private record Caller(String key, @Nullable String token) {}

  private final List<Caller> callers = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final SdkConnections connections =
      new SdkConnections(Mandate.UNLIMITED, metrics, () -> now);
  private final StsServer sts = new StsServer();
  private HttpServer mesh;

  /** A service that knows no gateway, and says so once it is let. */
  @BeforeEach
  void start() throws IOException {
    mesh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    mesh.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          var key = headers.getFirst("Authorization").replaceAll(".*Credential=([^/]*)/.*", "$1");
          callers.add(new Caller(key, headers.getFirst("X-Amz-Security-Token")));
          awaitNow(hold);
          headers = exchange.getResponseHeaders();
          headers.set("x-amzn-ErrorType", "NotFoundException");
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    mesh.setExecutor(command -> Thread.ofVirtual().start(command));
    mesh.start();
  }

  @AfterEach
  void stop() {
    System.clearProperty(TOKEN_FILE);
    connections.close();
    sts.close();
    mesh.stop(0);
  }

  @Test
  void sameSettingsGiveTheSameClient() {
    var first = connections.connect("shop", settings(new Credentials.Own(), null));

    assertThat(connections.connect("shop", settings(new Credentials.Own(), null))).isSameAs(first);
    assertThat(connections.connect("other", settings(new Credentials.Own(), null)).availability())
        .isNotSameAs(first.availability());
    var second = connections.connect("shop", settings(new Credentials.Key("a", "b", null), null));
    assertThat(second).isNotEqualTo(first);
    assertThat(connections.all())
        .hasSize(2)
        .contains(second)
        .extracting(MeshConnection::name)
        .containsExactlyInAnyOrder("shop", "other");
  }

  @Test
  void callsUnderWaySurviveAChange() throws Exception {
    hold = new CountDownLatch(1);
    var before = connections.connect("shop", settings(new Credentials.Key("old", "s", null), null));
    var call =
        CompletableFuture.supplyAsync(() -> before.service(Priority.REQUESTED).describe(KEY));
    while (callers.isEmpty()) {
      Thread.onSpinWait();
    }

    var after = connections.connect("shop", settings(new Credentials.Key("new", "s", null), null));
    hold.countDown();

    assertThat(call.get(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(before.service(Priority.REQUESTED).describe(KEY))
        .as("a pass makes more than one call")
        .isEmpty();
    assertThat(after.service(Priority.REQUESTED).describe(KEY)).isEmpty();
    assertThat(callers)
        .containsExactly(new Caller("old", null), new Caller("old", null), new Caller("new", null));
  }

  @Test
  void everyConnectionHasMetricsUntilItIsForgotten() {
    connections.connect(MeshConnection.OWN, settings(new Credentials.Own(), null));
    var shop = connections.connect("shop", settings(new Credentials.Own(), null));
    assertThat(shop.service(Priority.REQUESTED).describe(KEY)).isEmpty();

    assertThat(metrics.scrape())
        .contains("appmesh_service_available{connection=\"\"} 1.0")
        .contains("appmesh_service_available{connection=\"shop\"} 1.0")
        .contains("appmesh_limiter_rate{connection=\"shop\",kind=\"write\"} 100.0")
        .contains("aws_api_calls_total{connection=\"shop\",error_code=\"NotFoundException\"")
        .doesNotContain("aws_api_calls_total{connection=\"\"");

    connections.connect(
        "shop", new ConnectionSettings("eu-west-1", uri(), new Credentials.Own(), null, 0, 7));
    assertThat(metrics.scrape())
        .contains("appmesh_limiter_rate{connection=\"shop\",kind=\"write\"} 7.0");

    connections.forget("shop");
    assertThat(metrics.scrape())
        .doesNotContain("connection=\"shop\"")
        .contains("appmesh_service_available{connection=\"\"} 1.0");
    assertThat(connections.all()).hasSize(1);
  }

  @Test
  void outageOrThrottlingOfOneConnectionDoesNotHoldUpOthers() throws InterruptedException {
    var shop = connections.connect("shop", settings(new Credentials.Own(), null));
    var gone = connect("gone", URI.create("http://127.0.0.1:1"), 0);
    var slow = connect("slow", uri(), 0.001);
    assertThat(slow.service(Priority.REQUESTED).describe(KEY)).as("a call at once").isEmpty();
    var waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  var _ = catchThrowable(() -> slow.service(Priority.REQUESTED).describe(KEY));
                });
    assertThat(
            catchThrowableOfType(
                    MeshFailure.class, () -> gone.service(Priority.REQUESTED).describe(KEY))
                .kind())
        .isEqualTo(FailureKind.UNREACHABLE);

    assertThat(shop.service(Priority.REQUESTED).describe(KEY)).isEmpty();

    assertThat(gone.availability().outage()).isPresent();
    assertThat(shop.availability().outage()).isEmpty();
    assertThat(waiting.isAlive()).isTrue();
    waiting.interrupt();
    waiting.join();
  }

  @Test
  void silentConnectionTakesNobodysHttpConnections() {
    try (var silent = new SilentEndpoint()) {
      var hung = connect("hung", silent.uri(), 0);
      for (int i = 0; i < HUNG_CALLS; i++) {
        Thread.ofVirtual()
            .start(
                () -> {
                  var _ = catchThrowable(() -> hung.service(Priority.REQUESTED).describe(KEY));
                });
      }
      Awaitility.await().until(() -> silent.connections() >= HUNG_CALLS);

      call(settings(new Credentials.Own(), null));
    }
  }

  @Test
  void keyOfASecretSignsCalls() {
    call(settings(new Credentials.Key("AKIAKEY", "s", "t"), null));

    assertThat(callers).containsExactly(new Caller("AKIAKEY", "t"));
    assertThat(sts.requests()).isEmpty();
  }

  @Test
  void roleIsAssumedOnceAndItsSessionSignsCalls() {
    sts.trust(ROLE, "shop-1");
    var access =
        connections.connect("shop", settings(new Credentials.Own(), new Role(ROLE, "shop-1")));
    assertThat(access.service(Priority.REQUESTED).describe(KEY)).isEmpty();
    assertThat(access.service(Priority.REQUESTED).describe(KEY)).isEmpty();

    assertThat(callers)
        .hasSize(2)
        .containsOnly(new Caller(StsServer.SESSION_KEY, "token-of-the-session"));
    var asked = assertThat(sts.requests()).singleElement().actual();
    assertThat(asked.form())
        .containsEntry("Action", "AssumeRole")
        .containsEntry("RoleArn", ROLE)
        .containsEntry("ExternalId", "shop-1")
        .containsEntry("RoleSessionName", "appmesh-shop");
    assertThat(asked.authorization()).contains("Credential=test/", "/eu-west-1/sts/");
  }

  @Test
  void deniedRoleIsNotAskedForAgainWithinTenSeconds() {
    var settings = settings(new Credentials.Own(), new Role(ROLE, null));
    var failure = failure(settings);

    assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
    assertThat(failure.operation()).isEqualTo("sts:AssumeRole");
    assertThat(failure.reason())
        .isEqualTo(
            "role %1$s cannot be assumed: User: arn:aws:iam::123456789012:user/operator is not authorized to perform: sts:AssumeRole on resource: %1$s"
                .formatted(ROLE));
    now = now.plusMillis(9_999);
    assertThat(failure(settings).reason()).isEqualTo(failure.reason());
    assertThat(sts.requests()).hasSize(1);
    assertThat(callers).isEmpty();
    assertThat(connections.connect("shop", settings).availability().outage()).isEmpty();

    sts.trust(ROLE, "nothing");
    now = now.plusMillis(1);
    call(settings);
    assertThat(sts.requests()).hasSize(2);
    assertThat(callers).hasSize(1);
  }

  @Test
  void unreachableStsIsNoOutageOfAppMesh() {
    sts.close();
    System.setProperty("aws.endpointUrlSts", "http://127.0.0.1:1");
    var settings = settings(new Credentials.Own(), new Role(ROLE, null));

    var failure = failure(settings);

    assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(failure.reason()).contains(ROLE).contains("nobody answers");
    assertThat(connections.connect("shop", settings).availability().outage()).isEmpty();
  }

  @Test
  void serviceAccountTokenIsReadForEveryAttempt(@TempDir Path folder) throws IOException {
    var file = folder.resolve("token");
    System.setProperty(TOKEN_FILE, file.toString());
    var settings = settings(new Credentials.WebIdentity(ROLE), null);
    sts.trust(ROLE, "second");

    assertThat(failure(settings).reason()).contains("cannot be read from " + file);
    Files.writeString(file, "first\n");
    now = now.plusSeconds(10);
    assertThat(failure(settings))
        .satisfies(it -> assertThat(it.kind()).isEqualTo(FailureKind.DENIED))
        .satisfies(it -> assertThat(it.operation()).isEqualTo("sts:AssumeRoleWithWebIdentity"))
        .satisfies(it -> assertThat(it.reason()).contains(ROLE));
    Files.writeString(file, "second\n");
    now = now.plusSeconds(10);
    call(settings);

    assertThat(callers).containsExactly(new Caller(StsServer.SESSION_KEY, "token-of-the-session"));
    assertThat(sts.requests())
        .extracting(it -> it.form().get("WebIdentityToken"))
        .containsExactly("first", "second");
    assertThat(sts.requests())
        .extracting(StsServer.Request::authorization)
        .as("the token is what it shows")
        .containsOnly("");
  }

  @Test
  void missingServiceAccountTokenIsReported() {
    var failure = failure(settings(new Credentials.WebIdentity(ROLE), null));

    assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
    assertThat(failure.reason()).contains(ROLE, "AWS_WEB_IDENTITY_TOKEN_FILE is not set");
    assertThat(sts.requests()).isEmpty();
  }

  @Test
  void secretsStayOutOfLogs() {
    assertThat(settings(new Credentials.Key("id", "very-secret", "token-too"), null).toString())
        .contains("id")
        .doesNotContain("very-secret", "token-too");
  }

  private MeshConnection connect(String name, URI endpoint, double maxReadRate) {
    return connections.connect(
        name,
        new ConnectionSettings("eu-west-1", endpoint, new Credentials.Own(), null, maxReadRate, 0));
  }

  private void call(ConnectionSettings settings) {
    var service = connections.connect("shop", settings).service(Priority.REQUESTED);
    assertThatCode(() -> service.describe(KEY)).doesNotThrowAnyException();
  }

  private MeshFailure failure(ConnectionSettings settings) {
    var service = connections.connect("shop", settings).service(Priority.REQUESTED);
    return catchThrowableOfType(MeshFailure.class, () -> service.describe(KEY));
  }

  private ConnectionSettings settings(Credentials credentials, @Nullable Role role) {
    return new ConnectionSettings("eu-west-1", uri(), credentials, role, 0, 0);
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + mesh.getAddress().getPort());
  }

  private static void awaitNow(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
