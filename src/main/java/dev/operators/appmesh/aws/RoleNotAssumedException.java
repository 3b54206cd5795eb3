// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** A role could not be assumed, so the call that needed it was not made. */
final class RoleNotAssumedException extends SdkClientException {
  private static final long serialVersionUID = 1L;

  private final MeshFailure failure;

  /**
   * @param action the STS action, such as {@code sts:AssumeRole}
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

  /** The failure of the call that needed the role. */
  MeshFailure failure() {
    return failure;
  }

  /**
   * For AccessDenied, STS says who may not assume which role; its other messages may contain a
   * time.
   */
  private static String words(MeshFailure why, SdkException cause) {
    return cause instanceof AwsServiceException answer
            && Failures.code(answer).filter("AccessDenied"::equals).isPresent()
        ? Failures.message(answer).orElseGet(why::reason)
        : why.reason();
  }
}
