// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Converts exceptions of the SDK to failures. The only place that knows error codes.
 *
 * <p>The messages are those of the service if it has answered. Otherwise they are the same for each
 * repetition, since they become part of a condition, and each change of a condition is a write.
 */
final class Failures {

  /** App Mesh's own errors, by code. */
  private static final Map<String, FailureKind> KINDS =
      Map.of(
          "BadRequestException", FailureKind.REJECTED,
          "ForbiddenException", FailureKind.DENIED,
          "NotFoundException", FailureKind.NOT_FOUND,
          "ConflictException", FailureKind.CONFLICT,
          "ResourceInUseException", FailureKind.IN_USE,
          "LimitExceededException", FailureKind.QUOTA,
          "TooManyTagsException", FailureKind.QUOTA,
          "TooManyRequestsException", FailureKind.THROTTLED,
          "ServiceUnavailableException", FailureKind.TRANSIENT,
          "InternalServerErrorException", FailureKind.TRANSIENT);

  /**
   * Errors of all AWS services, with and without "Exception" at the end: the page "Common Errors"
   * of the App Mesh API Reference, and those that the SDK knows as refusals and wrong clocks.
   */
  private static final Set<String> COMMON =
      Set.of(
          "AccessDenied",
          "AuthFailure",
          "BandwidthLimitExceeded",
          "EC2Throttled",
          "ExpiredToken",
          "IncompleteSignature",
          "InternalError",
          "InternalFailure",
          "InternalServer",
          "InternalServerError",
          "InvalidAction",
          "InvalidClientTokenId",
          "InvalidSignature",
          "MissingAuthenticationToken",
          "NotAuthorized",
          "OptInRequired",
          "PriorRequestNotComplete",
          "ProvisionedThroughputExceeded",
          "RequestExpired",
          "RequestInTheFuture",
          "RequestLimitExceeded",
          "RequestThrottled",
          "RequestTimeTooSkewed",
          "RequestTimeout",
          "Serialization",
          "ServiceUnavailable",
          "SignatureDoesNotMatch",
          "SlowDown",
          "Throttled",
          "Throttling",
          "TooManyRequests",
          "TransactionInProgress",
          "UnknownOperation",
          "UnrecognizedClient",
          "ValidationError",
          "Validation");

  /** Codes of which no message holds a time; our endpoint's names a session token. */
  private static final Set<String> UNKNOWN_KEY =
      Set.of("UnrecognizedClientException", "InvalidClientTokenId");

  private static final String NOBODY_ANSWERS = "nobody answers at the endpoint";

  /** Error codes of AWS's signature check and token service, for any HTTP status. */
  private static final Predicate<String> DENIED =
      Pattern.compile("Token|Signature|Credential|AccessDenied|Unauthorized|Expired").asPredicate();

  /** A call was not made. */
  static final class NotMadeException extends SdkClientException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String reason;

    NotMadeException(FailureKind kind, String reason, @Nullable Throwable cause) {
      super(SdkClientException.builder().message(reason).cause(cause));
      this.kind = kind;
      this.reason = reason;
    }
  }

  /** Suppressed in the exception of a call that nobody answered in an outage. */
  static final class SilenceException extends SdkClientException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    SilenceException(String reason) {
      super(SdkClientException.builder().message(reason));
      this.reason = reason;
    }
  }

  private Failures() {}

  static MeshFailure of(String operation, SdkException thrown) {
    return causes(thrown)
        .filter(RoleNotAssumedException.class::isInstance)
        .map(it -> ((RoleNotAssumedException) it).failure())
        .findFirst()
        .orElseGet(
            () ->
                thrown instanceof AwsServiceException answer
                    ? answered(operation, answer)
                    : unanswered(operation, thrown));
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.<Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause);
  }

  private static MeshFailure answered(String operation, AwsServiceException answer) {
    var code = code(answer).orElse("");
    var kind = KINDS.get(code);
    if (kind == null) {
      // A proxy's answer or the signature check's, whose words may hold a time.
      var words = code.isEmpty() ? "HTTP status " + answer.statusCode() : code;
      if (UNKNOWN_KEY.contains(code)) {
        words += message(answer).map(it -> ": " + it).orElse("");
      }
      return new MeshFailure(foreignKind(code, answer), operation, words, answer);
    }
    var words = message(answer).filter(it -> !it.isBlank()).orElse(code);
    return new MeshFailure(kind, operation, words, answer);
  }

  /** The error code in an answer; empty if it is not one of AWS's. */
  static Optional<String> code(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode);
  }

  /**
   * {@code code} if it is one that AWS is known to answer, else {@code other}: what answers may be
   * anything, and each value of a label is kept for ever.
   */
  static String label(String code) {
    var known =
        KINDS.containsKey(code)
            || COMMON.contains(code)
            || COMMON.contains(code.replaceFirst("Exception$", ""));
    return known ? code : "other";
  }

  /** The service's own message in an answer. */
  static Optional<String> message(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorMessage);
  }

  /** Never REJECTED: only App Mesh itself can say that a spec is wrong. */
  private static FailureKind foreignKind(String code, AwsServiceException answer) {
    int status = answer.statusCode();
    if (answer.isThrottlingException() || status == 429) {
      return FailureKind.THROTTLED;
    }
    boolean denied =
        status == 401 || status == 403 || answer.isClockSkewException() || DENIED.test(code);
    return denied ? FailureKind.DENIED : FailureKind.TRANSIENT;
  }

  /**
   * How {@code thrown} shows that the endpoint cannot be reached; empty if it does not show that.
   */
  static Optional<String> unreachable(Throwable thrown) {
    return causes(thrown)
        .flatMap(
            cause ->
                switch (cause) {
                  case UnknownHostException _ -> Stream.of("the endpoint's host is unknown");
                  case ConnectException _, NoRouteToHostException _ -> Stream.of(NOBODY_ANSWERS);
                  // The JDK has no exception type for it, only this message.
                  case SocketTimeoutException it
                      when "Connect timed out".equalsIgnoreCase(it.getMessage()) ->
                      Stream.of(NOBODY_ANSWERS);
                  default -> Stream.empty();
                })
        .findFirst();
  }

  /** Whether {@code thrown} says that the time for an answer has ended. */
  static boolean isTimeout(Throwable thrown) {
    return unreachable(thrown).isEmpty()
        && causes(thrown)
            .anyMatch(
                cause ->
                    cause instanceof ApiCallTimeoutException
                        || cause instanceof ApiCallAttemptTimeoutException
                        || cause instanceof SocketTimeoutException);
  }

  private static MeshFailure unanswered(String operation, SdkException thrown) {
    if (thrown instanceof NotMadeException notMade) {
      return new MeshFailure(notMade.kind, operation, notMade.reason, thrown);
    }
    for (var suppressed : thrown.getSuppressed()) {
      if (suppressed instanceof SilenceException silence) {
        return new MeshFailure(FailureKind.UNREACHABLE, operation, silence.reason, thrown);
      }
    }
    var unreachable = unreachable(thrown);
    if (unreachable.isPresent()) {
      return new MeshFailure(FailureKind.UNREACHABLE, operation, unreachable.get(), thrown);
    }
    if (causes(thrown).anyMatch(SSLException.class::isInstance)) {
      return new MeshFailure(
          FailureKind.TRANSIENT,
          operation,
          "TLS with the endpoint failed, most likely its certificate is not trusted",
          thrown);
    }
    var missing = MissingCredentials.reason(thrown);
    if (missing.isPresent()) {
      return new MeshFailure(FailureKind.DENIED, operation, missing.get(), thrown);
    }
    return new MeshFailure(
        FailureKind.TRANSIENT, operation, "the connection ended before an answer came", thrown);
  }
}
