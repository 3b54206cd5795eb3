// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.gateway.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.appmesh.model.AppMeshException;

class FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "BadRequestException, 400, REJECTED",
    "ForbiddenException, 403, DENIED",
    "NotFoundException, 404, NOT_FOUND",
    "ConflictException, 409, CONFLICT",
    "ResourceInUseException, 409, IN_USE",
    "LimitExceededException, 400, QUOTA",
    "TooManyTagsException, 400, QUOTA",
    "TooManyRequestsException, 429, THROTTLED",
    "InternalServerErrorException, 500, TRANSIENT",
    "ServiceUnavailableException, 503, TRANSIENT",
  })
  void everyErrorCodeHasAKind(String code, int status, FailureKind kind) {
    var failure = Failures.of("CreateVirtualGateway", answer(code, status, "No."));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.operation()).isEqualTo("CreateVirtualGateway");
    assertThat(failure.reason()).isEqualTo("No.");
  }

  /** A proxy's answers, and those that AWS gives at any service: never the spec's fault. */
  @ParameterizedTest
  @CsvSource({
    "ThrottlingException, 400, THROTTLED",
    "RequestExpired, 400, DENIED",
    "ExpiredTokenException, 403, DENIED",
    "ExpiredTokenException, 400, DENIED",
    "InvalidSignatureException, 400, DENIED",
    "ValidationError, 400, TRANSIENT",
    ", 400, TRANSIENT",
    ", 401, DENIED",
    ", 403, DENIED",
    ", 404, TRANSIENT",
    ", 408, TRANSIENT",
    ", 409, TRANSIENT",
    ", 413, TRANSIENT",
    ", 429, THROTTLED",
    ", 500, TRANSIENT",
    ", 502, TRANSIENT",
    ", 503, TRANSIENT",
    ", 504, TRANSIENT",
    ", 200, TRANSIENT",
  })
  void everyAnswerThatIsNotAppMeshsHasAKind(@Nullable String code, int status, FailureKind kind) {
    var failure =
        Failures.of("CreateVirtualGateway", answer(code, status, "Expired at 12:00, now 12:16"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.reason()).isEqualTo(code == null ? "HTTP status " + status : code);
  }

  static Stream<Arguments> everyExceptionWithoutAnAnswerHasAKind() {
    return Stream.of(
        arguments(
            client("Unable to execute HTTP request", new UnknownHostException("gone.example")),
            FailureKind.UNREACHABLE,
            "the endpoint's host is unknown"),
        arguments(
            client("Unable to execute HTTP request", new ConnectException("refused")),
            FailureKind.UNREACHABLE,
            "nobody answers at the endpoint"),
        arguments(
            client("x", new IOException("y", new NoRouteToHostException("z"))),
            FailureKind.UNREACHABLE,
            "nobody answers at the endpoint"),
        arguments(
            client("x", new IOException("y", new SocketTimeoutException("Connect timed out"))),
            FailureKind.UNREACHABLE,
            "nobody answers at the endpoint"),
        arguments(
            client("x", new SSLHandshakeException("PKIX path building failed")),
            FailureKind.TRANSIENT,
            "TLS with the endpoint failed, most likely its certificate is not trusted"),
        arguments(
            client("x", new SocketTimeoutException("Read timed out")),
            FailureKind.TRANSIENT,
            "the connection ended before an answer came"),
        arguments(
            client("x", new SocketException("Connection reset")),
            FailureKind.TRANSIENT,
            "the connection ended before an answer came"),
        arguments(
            ApiCallTimeoutException.create(30_000),
            FailureKind.TRANSIENT,
            "the connection ended before an answer came"),
        arguments(
            ApiCallAttemptTimeoutException.create(10_000),
            FailureKind.TRANSIENT,
            "the connection ended before an answer came"),
        arguments(
            SdkClientException.create("Unable to unmarshall response (x)."),
            FailureKind.TRANSIENT,
            "the connection ended before an answer came"),
        arguments(
            SdkClientException.create(
                "Unable to load credentials from any of the providers in the chain X"),
            FailureKind.DENIED,
            "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                + " AWS_PROFILE, or give the pod's service account a role"));
  }

  @ParameterizedTest
  @MethodSource
  void everyExceptionWithoutAnAnswerHasAKind(SdkException thrown, FailureKind kind, String reason) {
    var failure = Failures.of("DescribeVirtualGateway", thrown);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure).hasCause(thrown);
  }

  @ParameterizedTest
  @CsvSource({
    "BadRequestException, The port is bad., The port is bad.",
    "BadRequestException, , BadRequestException",
    "BadRequestException, ' ', BadRequestException",
    ", , HTTP status 400",
  })
  void reasonIsTheMessageOfTheService(
      @Nullable String code, @Nullable String message, String reason) {
    assertThat(Failures.of("x", answer(code, 400, message)).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "UnrecognizedClientException, UnrecognizedClientException: Unset AWS_SESSION_TOKEN.",
    "InvalidClientTokenId, InvalidClientTokenId: Unset AWS_SESSION_TOKEN.",
    "InvalidSignatureException, InvalidSignatureException",
  })
  void refusalOfAKeyIsInTheServicesOwnWords(String code, String reason) {
    assertThat(Failures.of("x", answer(code, 403, "Unset AWS_SESSION_TOKEN.")).reason())
        .isEqualTo(reason);
  }

  @Test
  void answerWithoutDetailsHasAReason() {
    var bare = AppMeshException.builder().statusCode(502).requestId("1").message("bad").build();

    assertThat(Failures.of("x", (SdkException) bare).reason()).isEqualTo("HTTP status 502");
  }

  @Test
  void reasonIsTheSameForRepeatedFailures() {
    var first = answer("BadRequestException", 400, "The port is bad.");
    var second = answer("BadRequestException", 400, "The port is bad.");

    assertThat(first.getMessage()).isNotEqualTo(second.getMessage());
    assertThat(Failures.of("x", first).reason())
        .isEqualTo(Failures.of("x", second).reason())
        .doesNotContainIgnoringCase("request id", "status code");
  }

  private static SdkException answer(@Nullable String code, int status, @Nullable String message) {
    var details =
        AwsErrorDetails.builder()
            .errorCode(code)
            .errorMessage(message)
            .serviceName("AppMesh")
            .build();
    return (SdkException)
        AppMeshException.builder()
            .awsErrorDetails(details)
            .statusCode(status)
            .requestId(UUID.randomUUID().toString())
            .build();
  }

  private static SdkException client(String message, IOException cause) {
    return SdkClientException.create(message, cause);
  }
}
