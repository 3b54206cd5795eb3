// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SdkRequests;
import dev.operators.appmesh.fixture.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.appmesh.model.AppMeshException;
import software.amazon.awssdk.services.appmesh.model.BadRequestException;
import software.amazon.awssdk.services.appmesh.model.TagRef;
import software.amazon.awssdk.services.appmesh.model.TooManyTagsException;

class TaggingTest {
  private static final String MESH = "arn:aws:appmesh:us-west-2:123456789012:mesh/apps";

  private final TestClock clock = new TestClock();

  @AutoClose
  private final EmbeddedEndpoint endpoint =
      EmbeddedEndpoint.with("apps").open().clock(clock).start();

  private String arn = "";

  @BeforeEach
  void gatewayWithATag() {
    arn =
        endpoint
            .sdk
            .createVirtualGateway(
                gateway("gw", 80).andThen(create -> create.tags(tag("team", "edge"))))
            .virtualGateway()
            .metadata()
            .arn();
  }

  @Test
  void tagsAreAddedAndOverwritten() {
    endpoint.sdk.tagResource(
        change -> change.resourceArn(arn).tags(tag("team", "core"), tag("empty", "")));

    assertThat(tags(arn)).containsExactly(tag("empty", ""), tag("team", "core"));
  }

  @Test
  void tagsAreTakenAway() {
    endpoint.sdk.untagResource(change -> change.resourceArn(arn).tagKeys("team", "never"));

    assertThat(tags(arn)).isEmpty();
  }

  @Test
  void arnMayHaveToBeEncoded() {
    var mesh = endpoint.sdk.createMesh(create -> create.meshName("a+b c&d=é").tags(tag("k", "v")));

    assertThat(tags(mesh.mesh().metadata().arn())).containsExactly(tag("k", "v"));
  }

  @Test
  void meshHasTagsOfItsOwn() {
    endpoint.sdk.tagResource(change -> change.resourceArn(MESH).tags(tag("a", "b")));

    assertThat(tags(MESH)).containsExactly(tag("a", "b"));
    assertThat(tags(arn)).containsExactly(tag("team", "edge"));
  }

  @Test
  void gatewayRouteHasTagsOfItsOwn() {
    endpoint.sdk.createVirtualService(SdkRequests.service("web"));
    var route =
        endpoint
            .sdk
            .createGatewayRoute(SdkRequests.route("gw", "r").andThen(it -> it.tags(tag("k", "v"))))
            .gatewayRoute()
            .metadata()
            .arn();
    endpoint.sdk.tagResource(change -> change.resourceArn(route).tags(tag("a", "b")));
    endpoint.sdk.untagResource(change -> change.resourceArn(route).tagKeys("k"));

    assertThat(tags(route)).containsExactly(tag("a", "b"));
    assertThat(tags(arn)).containsExactly(tag("team", "edge"));
  }

  @Test
  void taggingIsNotAnUpdate() {
    clock.pass(Duration.ofSeconds(1));
    endpoint.sdk.tagResource(change -> change.resourceArn(arn).tags(tag("a", "b")));

    var metadata =
        endpoint
            .sdk
            .describeVirtualGateway(which -> which.meshName("apps").virtualGatewayName("gw"))
            .virtualGateway()
            .metadata();
    assertThat(metadata.version()).isEqualTo(1);
    assertThat(metadata.lastUpdatedAt()).isEqualTo(metadata.createdAt());
  }

  @Test
  void tagsEndWithTheGateway() {
    endpoint.sdk.deleteVirtualGateway(which -> which.meshName("apps").virtualGatewayName("gw"));
    endpoint.sdk.createVirtualGateway(gateway("gw", 80));

    assertThat(tags(arn)).isEmpty();
  }

  @Test
  void fiftyTagsAreTheMost() {
    endpoint.sdk.tagResource(change -> change.resourceArn(arn).tags(many(49)));

    assertThat(tags(arn)).hasSize(50);
    assertThatThrownBy(
            () -> endpoint.sdk.tagResource(c -> c.resourceArn(arn).tags(tag("one", "more"))))
        .isInstanceOf(TooManyTagsException.class)
        .hasMessageContaining("The current limit is 50 user tags per resource.");
    assertThatThrownBy(() -> endpoint.sdk.tagResource(c -> c.resourceArn(arn).tags(many(51))))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void listIsPaged() {
    endpoint.sdk.tagResource(change -> change.resourceArn(arn).tags(many(5)));

    var pages =
        endpoint.sdk.listTagsForResourcePaginator(list -> list.resourceArn(arn).limit(2)).stream()
            .toList();

    assertThat(pages).hasSize(3).allSatisfy(page -> assertThat(page.tags()).hasSize(2));
    assertThat(pages.stream().flatMap(page -> page.tags().stream())).doesNotHaveDuplicates();
    assertThatThrownBy(
            () -> endpoint.sdk.listTagsForResource(list -> list.resourceArn(arn).limit(51)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("limit must be a number from 1 to 50.");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:appmesh:us-west-2:123456789012:mesh/none, NotFoundException",
    "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/none, NotFoundException",
    "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/gw/gatewayRoute/none,"
        + " NotFoundException",
    "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/gatewayRoute/none, BadRequestException",
    "arn:aws:appmesh:us-east-1:123456789012:mesh/apps, NotFoundException",
    "arn:aws:appmesh:us-west-2:210987654321:mesh/apps, ForbiddenException",
    "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualNode/x, NotFoundException",
    "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualRouter/x/route/y, NotFoundException",
    "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualNode/x/route/y, BadRequestException",
    "apps, BadRequestException",
    ", BadRequestException",
  })
  void resourceMustBeThere(String wrong, String code) {
    assertThatThrownBy(() -> endpoint.sdk.listTagsForResource(list -> list.resourceArn(wrong)))
        .isInstanceOfSatisfying(
            AppMeshException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"key\":\"k\"}', tags[0].value is required.",
    "'{\"value\":\"v\"}', tags[0].key is required.",
    "'{\"key\":\"\",\"value\":\"v\"}', tags[0].key must have 1 to 128 characters.",
    "'{\"key\":\"k\",\"value\":null}', tags[0].value is required.",
    "'{\"key\":\"aws:k\",\"value\":\"v\"}', tags[0].key must not start with aws:",
    "'{\"key\":\"k\",\"value\":1}', tags[0].value must be a string.",
    "'{\"key\":\"k\",\"value\":\"v\",\"x\":1}', Unknown member: tags[0].x",
    "'{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"k\",\"value\":\"w\"}', tags[1].key occurs more",
    "'7', tags[0] must be an object.",
    "'null', A list in the request body contains null.",
  })
  void badTagIsRefused(String tag, String message) {
    var answer =
        endpoint.send("PUT", "/v20190125/tag?resourceArn=" + MESH, "{\"tags\":[" + tag + "]}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(message);
    assertThat(tags(MESH)).isEmpty();
  }

  @Test
  void tagLimitsCountCharacters() {
    var longest = tag("🔑".repeat(128), "🔒".repeat(256));
    endpoint.sdk.tagResource(change -> change.resourceArn(MESH).tags(longest));

    assertThat(tags(MESH)).containsExactly(longest);
    for (var wrong : List.of(tag("k".repeat(129), ""), tag("k", "v".repeat(257)))) {
      assertThatThrownBy(() -> endpoint.sdk.tagResource(c -> c.resourceArn(MESH).tags(wrong)))
          .isInstanceOf(BadRequestException.class);
    }
  }

  private List<TagRef> tags(String of) {
    return endpoint.sdk.listTagsForResource(list -> list.resourceArn(of)).tags();
  }

  private static List<TagRef> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> tag("key" + i, "value")).toList();
  }

  private static TagRef tag(String key, String value) {
    return TagRef.builder().key(key).value(value).build();
  }
}
