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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
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

  /** Error codes of AWS's signature check and token service, for any HTTP status. */
  private static final Predicate<String> DENIED =
      Pattern.compile("Token|Signature|Credential|AccessDenied|Unauthorized|Expired").asPredicate();

  private Failures() {}

  static MeshFailure of(String operation, SdkException thrown) {
    var notAssumed = notAssumed(thrown);
    if (notAssumed.isPresent()) {
      return notAssumed.get().failure();
    }
    return thrown instanceof AwsServiceException answer
        ? answered(operation, answer)
        : unanswered(operation, thrown);
  }

  private static Optional<RoleNotAssumedException> notAssumed(Throwable thrown) {
    return Stream.<Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
        .filter(RoleNotAssumedException.class::isInstance)
        .map(RoleNotAssumedException.class::cast)
        .findFirst();
  }

  private static MeshFailure answered(String operation, AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "" : details.errorCode();
    var message = details == null ? null : details.errorMessage();
    var kind = KINDS.get(code);
    if (kind == null) {
      // A proxy's answer or the signature check's, whose words may hold a time.
      var words = code.isEmpty() ? "HTTP status " + answer.statusCode() : code;
      return new MeshFailure(foreignKind(code, answer), operation, words, answer);
    }
    var words = message == null || message.isBlank() ? code : message;
    return new MeshFailure(kind, operation, words, answer);
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
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Optional.of("the endpoint's host is unknown");
      }
      if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || isConnectTimeout(cause)) {
        return Optional.of("nobody answers at the endpoint");
      }
    }
    return Optional.empty();
  }

  /** The JDK has no exception type for it, only this message. */
  private static boolean isConnectTimeout(Throwable cause) {
    return cause instanceof SocketTimeoutException
        && "Connect timed out".equalsIgnoreCase(cause.getMessage());
  }

  private static MeshFailure unanswered(String operation, SdkException thrown) {
    if (thrown instanceof Breaker.HeldException held) {
      return failure(FailureKind.UNREACHABLE, operation, held.reason(), held);
    }
    if (thrown instanceof CredentialsProviders.NoTokenException noToken) {
      return failure(FailureKind.DENIED, operation, noToken.reason(), noToken);
    }
    var unreachable = unreachable(thrown);
    if (unreachable.isPresent()) {
      return failure(FailureKind.UNREACHABLE, operation, unreachable.get(), thrown);
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return failure(
            FailureKind.TRANSIENT,
            operation,
            "TLS with the endpoint failed, most likely its certificate is not trusted",
            thrown);
      }
    }
    var message = thrown.getMessage();
    if (message != null && message.contains("Unable to load credentials")) {
      return failure(
          FailureKind.DENIED, operation, "no AWS credentials were found for the operator", thrown);
    }
    return failure(
        FailureKind.TRANSIENT, operation, "the connection ended before an answer came", thrown);
  }

  private static MeshFailure failure(
      FailureKind kind, String operation, String message, SdkException thrown) {
    return new MeshFailure(kind, operation, message, thrown);
  }
}
