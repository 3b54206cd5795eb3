// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the SDK throws, as one of our kinds of failure: the only place that knows error codes.
 *
 * <p>Messages are the service's own where it has spoken, and otherwise the same at each repeat,
 * since they end in a condition and every change there is a write.
 */
final class Failures {

  private Failures() {}

  static MeshFailure of(String operation, SdkException thrown) {
    return thrown instanceof AwsServiceException answer
        ? answered(operation, answer)
        : unanswered(operation, thrown);
  }

  private static MeshFailure answered(String operation, AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "" : details.errorCode();
    return new MeshFailure(
        kind(code, answer.statusCode()), operation, words(code, details), answer);
  }

  private static FailureKind kind(String code, int status) {
    return switch (code) {
      case "BadRequestException" -> FailureKind.REJECTED;
      case "ForbiddenException" -> FailureKind.DENIED;
      case "NotFoundException" -> FailureKind.NOT_FOUND;
      case "ConflictException" -> FailureKind.CONFLICT;
      case "ResourceInUseException" -> FailureKind.IN_USE;
      case "LimitExceededException", "TooManyTagsException" -> FailureKind.QUOTA;
      case "TooManyRequestsException", "ThrottlingException" -> FailureKind.THROTTLED;
      case "RequestExpired" -> FailureKind.DENIED; // status 400, but no fault of the spec
      default -> kind(status);
    };
  }

  /** For answers that are not App Mesh's own: a proxy's, or the signature check's. */
  private static FailureKind kind(int status) {
    return switch (status) {
      case 401, 403 -> FailureKind.DENIED;
      case 404 -> FailureKind.NOT_FOUND;
      case 408 -> FailureKind.TRANSIENT;
      case 409 -> FailureKind.CONFLICT;
      case 429 -> FailureKind.THROTTLED;
      default -> status >= 400 && status < 500 ? FailureKind.REJECTED : FailureKind.TRANSIENT;
    };
  }

  private static String words(String code, AwsErrorDetails details) {
    var message = details == null ? null : details.errorMessage();
    if (message != null && !message.isBlank()) {
      return message;
    }
    return code.isEmpty() ? "the service gave no reason" : code;
  }

  private static MeshFailure unanswered(String operation, SdkException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return failure(
            FailureKind.UNREACHABLE, operation, "the endpoint's host is unknown", thrown);
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return failure(
            FailureKind.UNREACHABLE, operation, "nobody answers at the endpoint", thrown);
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
