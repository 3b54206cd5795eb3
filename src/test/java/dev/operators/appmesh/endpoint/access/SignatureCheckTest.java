// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.access.SignedRequest.Signer;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Requests over HTTP, signed by AWS's own signer.
 *
 * <p>Quoted by users of AWS's services with this protocol: all codes with status 403, and the
 * messages of a missing token, an unknown key, a wrong signature and both kinds of skew; of the
 * others the code, and the message but for what AWS repeats of the request. Inferred: the order of
 * the checks, and that App Mesh allowed five minutes rather than fifteen.
 */
class SignatureCheckTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String MESHES = "/v20190125/meshes";
  private static final String CREATE = "{\"meshName\":\"made\"}";
  private static final Signer SIGNER = new Signer(SignedRequest.KEY, CLOCK, "us-west-2", "appmesh");

  @AutoClose
  private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.with("apps").clock(CLOCK).start();

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/apps",
        "?limit=1",
        "?nextToken=&limit=1",
        "?limit=1&a-b=2&a=3&A=4",
        "?limit=2&limit=1",
        "?limit=1&x=a%20b%2Bc%2F%C3%BC*~!'()",
        "?limit=1&empty",
      })
  void signedReadIsAnswered(String target) {
    assertThat(signed("GET", MESHES + target, "").send(http).statusCode()).isEqualTo(200);
  }

  @Test
  void anyNameCanBeSigned() {
    assertThat(signed("PUT", MESHES, "{\"meshName\":\"a b+*~ü%\"}").send(http).statusCode())
        .isEqualTo(200);

    var answer = signed("GET", MESHES + "/a%20b+*~%C3%BC%25", "").send(http);

    assertThat(answer.body()).contains("\"meshName\":\"a b+*~ü%\"");
  }

  @Test
  void slashInANameIsSignedAsItCame() {
    assertThat(signed("GET", MESHES + "/a%2Fb%20c", "").send(http).body())
        .contains("meshName must not contain a slash");
  }

  @Test
  void headersAreSignedTrimmedAndTogether() {
    var headers = Map.of("my-header", List.of("  a   b ", "c", "", "\"d  e\""));

    var answer = SIGNER.sign("GET", uri(MESHES), headers, "").send(http);

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("body", it -> it.withBody(CREATE.replace("made", "evil"))),
        change("no body", it -> it.withBody("")),
        change("path", it -> it.withUri(MESHES + "/apps")),
        change("query", it -> it.withUri(MESHES + "?limit=1")),
        change("header", it -> it.withHeader("my-header", "other")),
        change("header left out", it -> it.withHeader("my-header")),
        change("header twice", it -> it.withHeader("my-header", "value", "value")),
        change("time", it -> it.withHeader("X-Amz-Date", "20260102T030406Z")),
        change("hash", it -> it.withHeader("x-amz-content-sha256", "UNSIGNED-PAYLOAD")),
        change("signature", it -> it.withAuthorization("Signature=.", "Signature=x")),
        change("short signature", it -> it.withAuthorization("Signature=.", "Signature=")),
        change("long signature", it -> it.withAuthorization("$", "0")),
        change("fewer headers", it -> it.withAuthorization("my-header;", "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void changedRequestIsRefused(String what, UnaryOperator<SignedRequest> change) {
    var request = SIGNER.sign("PUT", uri(MESHES), Map.of("my-header", List.of("value")), CREATE);

    var answer = change.apply(request).send(http);

    assertError(
        answer,
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");
    assertThat(request.send(http).statusCode()).as("nothing was made before").isEqualTo(200);
  }

  @Test
  void signatureOfAReadDoesNotDelete() {
    var answer = signed("GET", MESHES + "/apps", "").withMethod("DELETE").send(http);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(signed("GET", MESHES + "/apps", "").send(http).statusCode()).isEqualTo(200);
  }

  @Test
  void unsignedPayloadIsRefused() {
    var request =
        SIGNER.sign(
            "PUT",
            uri(MESHES),
            Map.of("x-amz-content-sha256", List.of("UNSIGNED-PAYLOAD")),
            CREATE);

    assertThat(request.withBody("{\"meshName\":\"evil\"}").send(http).statusCode()).isEqualTo(403);
  }

  @Test
  void nobodyIsMissingAToken() {
    assertError(
        signed("GET", MESHES, "").withHeader("Authorization").send(http),
        "MissingAuthenticationTokenException",
        "Missing Authentication Token");
  }

  @Test
  void unknownKeyIsNotRecognized() {
    var signer =
        new Signer(AwsCredentialsIdentity.create("tess", "test"), CLOCK, "us-west-2", "appmesh");

    assertError(
        signer.sign("GET", uri(MESHES), Map.of(), "").send(http),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
  }

  @Test
  void sessionTokenIsNamed() {
    var key = AwsSessionCredentialsIdentity.create("test", "test", "session");
    var signer = new Signer(key, CLOCK, "us-west-2", "appmesh");

    assertError(
        signer.sign("GET", uri(MESHES), Map.of(), "").send(http),
        "UnrecognizedClientException",
        "The security token included in the request is invalid: the access keys of this endpoint"
            + " have no session token. Unset AWS_SESSION_TOKEN, or remove aws_session_token from"
            + " the profile.");
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -299, 0, 299, 300})
  void fiveMinutesOfSkewAreAllowed(long seconds) {
    assertThat(skewed(seconds).statusCode()).isEqualTo(200);
  }

  @Test
  void signatureExpires() {
    assertError(
        skewed(-301),
        "InvalidSignatureException",
        "Signature expired: 20260102T025904Z is now earlier than 20260102T025905Z"
            + " (20260102T030405Z - 5 min.)");
  }

  @Test
  void signatureOfTomorrowIsNotYetCurrent() {
    assertError(
        skewed(301),
        "InvalidSignatureException",
        "Signature not yet current: 20260102T030906Z is still later than 20260102T030905Z"
            + " (20260102T030405Z + 5 min.)");
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, appmesh, 'Credential should be scoped to a valid region, such as ''us-west-2''.'",
    "us-west-2, s3, Credential should be scoped to correct service: 'appmesh'.",
  })
  void scopeOfAnotherServiceIsRefused(String region, String service, String message) {
    var signer = new Signer(SignedRequest.KEY, CLOCK, region, service);

    assertError(
        signer.sign("GET", uri(MESHES), Map.of(), "").send(http),
        "InvalidSignatureException",
        message);
  }

  @ParameterizedTest
  @CsvSource({
    "aws4_request, aws5_request, Credential should be scoped with a valid terminator:"
        + " 'aws4_request'.",
    "/20260102/, /20260101/, Date in Credential scope does not match YYYYMMDD from ISO-8601 version"
        + " of date from HTTP.",
    "host;, '', '''Host'' or '':authority'' must be a ''SignedHeader'' in the AWS Authorization.'",
  })
  void whatIsSignedMustBeEnough(String pattern, String replacement, String message) {
    assertError(
        signed("GET", MESHES, "").withAuthorization(pattern, replacement).send(http),
        "InvalidSignatureException",
        message);
  }

  @ParameterizedTest
  @CsvSource({
    ".*, Bearer eyJhbGciOi, Authorization header requires 'Credential' parameter. Authorization"
        + " header requires 'Signature' parameter. Authorization header requires 'SignedHeaders'"
        + " parameter.",
    "AWS4-HMAC-SHA256, AWS4-ECDSA-P256-SHA256, Authorization header requires 'Credential'"
        + " parameter. Authorization header requires 'Signature' parameter. Authorization header"
        + " requires 'SignedHeaders' parameter.",
    "'Signature=.*', Signature=, Authorization header requires 'Signature' parameter.",
    "Credential=test/, Credential=te/st/, 'Credential must have exactly 5 slash-delimited elements,"
        + " e.g. keyid/date/region/service/term.'",
    "SignedHeaders=, SignedHeaders, Authorization header has a parameter that is not a key=value"
        + " pair (missing equal-sign).",
  })
  void malformedAuthorizationIsIncomplete(String pattern, String replacement, String message) {
    assertError(
        signed("GET", MESHES, "").withAuthorization(pattern, replacement).send(http),
        "IncompleteSignatureException",
        message);
  }

  @Test
  void dateIsRequired() {
    assertError(
        signed("GET", MESHES, "").withHeader("X-Amz-Date").send(http),
        "IncompleteSignatureException",
        "Authorization header requires existence of a 'X-Amz-Date' header.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-02T03:04:05Z", "20260102T030405", "20261302T030405Z", "now"})
  void dateHasOneForm(String date) {
    assertError(
        signed("GET", MESHES, "").withHeader("X-Amz-Date", date).send(http),
        "IncompleteSignatureException",
        "Date must be in ISO-8601 'basic format', such as 20260102T030405Z.");
  }

  @Test
  void unknownOperationIsNamedSoToEverybody() {
    var answer = signed("GET", "/", "").withHeader("Authorization").send(http);

    assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
        .contains("UnknownOperationException");
  }

  private HttpResponse<String> skewed(long seconds) {
    var clock = Clock.offset(CLOCK, Duration.ofSeconds(seconds));
    return new Signer(SignedRequest.KEY, clock, "us-west-2", "appmesh")
        .sign("GET", uri(MESHES), Map.of(), "")
        .send(http);
  }

  private SignedRequest signed(String method, String target, String body) {
    return SIGNER.sign(method, uri(target), Map.of(), body);
  }

  private URI uri(String target) {
    return URI.create(endpoint.uri() + target);
  }

  private static Arguments change(String what, UnaryOperator<SignedRequest> change) {
    return Arguments.of(what, change);
  }

  private static void assertError(HttpResponse<String> answer, String code, String message) {
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).as(answer.body()).contains(code);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
    assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
  }
}
