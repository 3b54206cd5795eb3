// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** A role could not be assumed, so the call it was needed for was not made. */
final class RoleNotAssumedException extends SdkClientException {
  private static final long serialVersionUID = 1L;

  private final MeshFailure failure;

  /**
   * @param action what was tried, such as {@code sts:AssumeRole}
   */
  RoleNotAssumedException(String action, String roleArn, SdkException cause) {
    super(SdkClientException.builder().message(roleArn + " cannot be assumed").cause(cause));
    var why = Failures.of(action, cause);
    this.failure =
        new MeshFailure(
            // That nobody answers at STS says nothing about App Mesh.
            why.kind() == FailureKind.UNREACHABLE ? FailureKind.TRANSIENT : why.kind(),
            action,
            "role %s cannot be assumed: %s".formatted(roleArn, words(why, cause)),
            cause);
  }

  /** What it means for whoever wanted to call. */
  MeshFailure failure() {
    return failure;
  }

  /** STS names who may not assume what; its other messages may hold a time. */
  private static String words(MeshFailure why, SdkException cause) {
    return cause instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && "AccessDenied".equals(answer.awsErrorDetails().errorCode())
            && answer.awsErrorDetails().errorMessage() != null
        ? answer.awsErrorDetails().errorMessage()
        : why.reason();
  }
}
