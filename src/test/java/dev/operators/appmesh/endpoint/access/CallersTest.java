// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.operators.appmesh.aws.AppMeshService;
import dev.operators.appmesh.endpoint.access.SignedRequest.Signer;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.LogLines;
import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.Priority;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.AppMeshException;
import software.amazon.awssdk.services.appmesh.model.TagRef;

/** What callers may do, and how they learn that they may not. */
class CallersTest {
  private static final TagRef TAG = TagRef.builder().key("a").value("b").build();

  @AutoClose private final LogLines log = new LogLines();

  @AutoClose private final EmbeddedEndpoint endpoint = options().start();

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @AutoClose private final AppMeshClient owner = endpoint.client("owner", "s3cret-1");
  @AutoClose private final AppMeshClient reader = endpoint.client("reader", "s3cret-2");

  @AfterEach
  void noSecretIsLogged() {
    assertThat(log.lines()).noneMatch(line -> line.contains("s3cret"));
  }

  @ParameterizedTest
  @EnumSource
  void readOnlyKeyOnlyReads(Operation operation) {
    var target = operation.path().replaceAll("\\{\\w+}", "apps");
    var body = operation.hasBody() ? "{}" : "";
    var signer =
        new Signer(
            AwsCredentialsIdentity.create("reader", "s3cret-2"),
            Clock.systemUTC(),
            "us-west-2",
            "appmesh");

    var answer =
        signer
            .sign(operation.method(), URI.create(endpoint.uri() + target), Map.of(), body)
            .send(http);

    var reads = operation.apiName().matches("(Describe|List).*");
    assertThat(operation.isRead()).isEqualTo(reads);
    assertThat(
            answer
                .headers()
                .firstValue("x-amzn-ErrorType")
                .orElse("")
                .equals("AccessDeniedException"))
        .as(answer.body())
        .isEqualTo(!reads);
    assertThat(owner.describeMesh(it -> it.meshName("apps")).mesh().metadata().version())
        .isEqualTo(1);
  }

  @Test
  void readOnlyKeyChangesNothing() {
    owner.createVirtualGateway(gateway("gw", 80));
    var arn = "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/gw";

    assertDenied(() -> reader.createMesh(it -> it.meshName("m")), "CreateMesh", "mesh/m");
    assertDenied(() -> reader.deleteMesh(it -> it.meshName("apps")), "DeleteMesh", "mesh/apps");
    assertDenied(
        () -> reader.deleteVirtualNode(it -> it.meshName("apps").virtualNodeName("n")),
        "DeleteVirtualNode",
        "mesh/apps/virtualNode/n");
    assertDenied(
        () -> reader.deleteRoute(it -> it.meshName("apps").virtualRouterName("r").routeName("x")),
        "DeleteRoute",
        "mesh/apps/virtualRouter/r/route/x");
    assertDenied(
        () -> reader.createVirtualGateway(gateway("other", 80)),
        "CreateVirtualGateway",
        "mesh/apps/virtualGateway/other");
    assertDenied(
        () -> reader.deleteVirtualGateway(it -> it.meshName("apps").virtualGatewayName("gw")),
        "DeleteVirtualGateway",
        "mesh/apps/virtualGateway/gw");
    assertDenied(
        () -> reader.tagResource(it -> it.resourceArn(arn).tags(TAG)),
        "TagResource",
        "mesh/apps/virtualGateway/gw");

    assertThat(reader.listMeshes().meshes()).hasSize(1);
    assertThat(reader.listVirtualGateways(it -> it.meshName("apps")).virtualGateways()).hasSize(1);
    assertThat(reader.listTagsForResource(it -> it.resourceArn(arn)).tags()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "owner, s3cret-2, InvalidSignatureException",
    "nobody, s3cret-1, UnrecognizedClientException",
    "a/b, s3cret-1, IncompleteSignatureException",
  })
  void sdkNamesWhatIsWrongWithAKey(String id, String secret, String code) {
    try (var client = endpoint.client(id, secret)) {
      assertRefused(client, code);
    }
  }

  @Test
  void operatorNamesALeftOverSessionToken() {
    var stale = AwsSessionCredentials.create("owner", "s3cret-1", "left-over");
    try (var client = endpoint.client(StaticCredentialsProvider.create(stale))) {
      var failure =
          catchThrowableOfType(
              MeshFailure.class, () -> new AppMeshService(client, Priority.REQUESTED).meshes());

      assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
      assertThat(failure.reason())
          .startsWith("UnrecognizedClientException: The security token included in the request is")
          .contains("Unset AWS_SESSION_TOKEN");
    }
  }

  @Test
  void sdkWithoutAKeyIsMissingAToken() {
    try (var client = endpoint.client(AnonymousCredentialsProvider.create())) {
      assertRefused(client, "MissingAuthenticationTokenException");
    }
  }

  @Test
  void sdkNamesAStaleSignature() {
    var clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    try (var ahead = options().clock(clock).start();
        var client = ahead.client("owner", "s3cret-1")) {
      assertRefused(client, "InvalidSignatureException");
    }
  }

  @Test
  void anybodyMayCallAnOpenEndpoint() {
    try (var open = options().open().start();
        var client = open.client("nobody", "nothing")) {
      assertThat(client.createMesh(it -> it.meshName("m")).mesh().meshName()).isEqualTo("m");
    }
  }

  private static EmbeddedEndpoint.Options options() {
    return EmbeddedEndpoint.with("apps").keys("owner s3cret-1 full\nreader s3cret-2 read-only");
  }

  private static void assertDenied(Runnable call, String operation, String resource) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            AppMeshException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "User: arn:aws:iam::123456789012:user/reader is not authorized to perform:"
                          + " appmesh:%s on resource: arn:aws:appmesh:us-west-2:123456789012:%s",
                      operation, resource);
            });
  }

  private static void assertRefused(AppMeshClient client, String code) {
    var thrown = catchThrowableOfType(AppMeshException.class, client::listMeshes);
    assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(thrown.statusCode()).isEqualTo(403);
    assertThat(thrown.requestId()).isNotEmpty();
  }
}
