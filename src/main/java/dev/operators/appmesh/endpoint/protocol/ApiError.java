// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

/** An error response of the API: HTTP status, code and message. */
public final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String message;

  /**
   * @param status HTTP status, 400 to 599
   * @param code the error in the API, such as {@code NotFoundException}
   * @param message describes the problem to the caller
   */
  public ApiError(int status, String code, String message) {
    super(code + ": " + message, null, false, false);
    this.status = status;
    this.code = code;
    this.message = message;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The code of the error, such as {@code NotFoundException}. */
  public String code() {
    return code;
  }

  /** The message for the caller. */
  public String message() {
    return message;
  }

  /** The request is invalid. */
  public static ApiError badRequest(String message) {
    return new ApiError(400, "BadRequestException", message);
  }

  /** The caller has no permission. */
  public static ApiError forbidden(String message) {
    return new ApiError(403, "ForbiddenException", message);
  }

  /** The request has no signature. As the next ones, this error is common to AWS's services. */
  public static ApiError missingAuthenticationToken() {
    return new ApiError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  /** The signature lacks a part. */
  public static ApiError incompleteSignature(String message) {
    return new ApiError(403, "IncompleteSignatureException", message);
  }

  /** The signature is not valid. */
  public static ApiError invalidSignature(String message) {
    return new ApiError(403, "InvalidSignatureException", message);
  }

  /** The access key is unknown. */
  public static ApiError unrecognizedClient() {
    return new ApiError(
        403,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
  }

  /** The request has a session token, which belongs to no access key here. */
  public static ApiError unknownSessionToken() {
    return new ApiError(
        403,
        "UnrecognizedClientException",
        "The security token included in the request is invalid: the access keys of this endpoint"
            + " have no session token. Unset AWS_SESSION_TOKEN, or remove aws_session_token from"
            + " the profile.");
  }

  /** The caller may not use the operation. */
  public static ApiError accessDenied(String message) {
    return new ApiError(403, "AccessDeniedException", message);
  }

  static ApiError notFound(String message) {
    return new ApiError(404, "NotFoundException", message);
  }

  /** No operation has the method and path of the request. */
  public static ApiError unknownOperation() {
    return new ApiError(404, "UnknownOperationException", "The operation is not known.");
  }

  static ApiError conflict(String message) {
    return new ApiError(409, "ConflictException", message);
  }

  /** The client token was used with another request. */
  public static ApiError tokenReused() {
    return conflict(
        "The request contains a client token that was used for a previous update resource call"
            + " with different specifications. Try the request again with a new client token.");
  }

  /** Another resource needs the one that was to be deleted. */
  public static ApiError resourceInUse(String message) {
    return new ApiError(409, "ResourceInUseException", message);
  }

  /** A quota is exhausted. */
  public static ApiError limitExceeded() {
    return new ApiError(
        400,
        "LimitExceededException",
        "You have exceeded a service limit for your account. For more information, see Service"
            + " Limits in the App Mesh User Guide.");
  }

  /** The resource would have more than 50 tags. */
  public static ApiError tooManyTags() {
    return new ApiError(
        400,
        "TooManyTagsException",
        "The request exceeds the maximum allowed number of tags allowed per resource. The current"
            + " limit is 50 user tags per resource. You must reduce the number of tags in the"
            + " request. None of the tags in this request were applied.");
  }

  /** The rate of calls is too high. */
  public static ApiError tooManyRequests() {
    return new ApiError(
        429,
        "TooManyRequestsException",
        "The maximum request rate permitted by the App Mesh APIs has been exceeded for your"
            + " account. For best results, use an increasing or variable sleep interval between"
            + " requests.");
  }

  /** The endpoint failed. */
  public static ApiError internalServerError() {
    return new ApiError(
        500,
        "InternalServerErrorException",
        "The request processing has failed because of an unknown error, exception, or failure.");
  }

  /** The service is temporarily unavailable. */
  public static ApiError serviceUnavailable() {
    return new ApiError(
        503,
        "ServiceUnavailableException",
        "The request has failed due to a temporary failure of the service.");
  }
}
