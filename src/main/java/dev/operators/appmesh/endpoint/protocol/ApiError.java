// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

/** An error answer of the API: its HTTP status, its code and its message. */
public final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String message;

  /**
   * @param status HTTP status, 400 to 599
   * @param code name of the error in the API, such as {@code NotFoundException}
   * @param message what is wrong, for the caller
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

  /** The name of the error in the API. */
  public String code() {
    return code;
  }

  /** What is wrong, for the caller. */
  public String message() {
    return message;
  }

  public static ApiError badRequest(String message) {
    return new ApiError(400, "BadRequestException", message);
  }

  public static ApiError forbidden(String message) {
    return new ApiError(403, "ForbiddenException", message);
  }

  /** An answer of AWS's signature check, which all its services share. */
  public static ApiError missingAuthenticationToken() {
    return new ApiError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  public static ApiError incompleteSignature(String message) {
    return new ApiError(403, "IncompleteSignatureException", message);
  }

  public static ApiError invalidSignature(String message) {
    return new ApiError(403, "InvalidSignatureException", message);
  }

  public static ApiError unrecognizedClient() {
    return new ApiError(
        403,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
  }

  public static ApiError accessDenied(String message) {
    return new ApiError(403, "AccessDeniedException", message);
  }

  static ApiError notFound(String message) {
    return new ApiError(404, "NotFoundException", message);
  }

  public static ApiError unknownOperation() {
    return new ApiError(404, "UnknownOperationException", "The operation is not known.");
  }

  static ApiError conflict(String message) {
    return new ApiError(409, "ConflictException", message);
  }

  public static ApiError tokenReused() {
    return conflict(
        "The request contains a client token that was used for a previous update resource call"
            + " with different specifications. Try the request again with a new client token.");
  }

  public static ApiError resourceInUse(String message) {
    return new ApiError(409, "ResourceInUseException", message);
  }

  public static ApiError limitExceeded() {
    return new ApiError(
        400,
        "LimitExceededException",
        "You have exceeded a service limit for your account. For more information, see Service"
            + " Limits in the App Mesh User Guide.");
  }

  public static ApiError tooManyTags() {
    return new ApiError(
        400,
        "TooManyTagsException",
        "The request exceeds the maximum allowed number of tags allowed per resource. The current"
            + " limit is 50 user tags per resource. You must reduce the number of tags in the"
            + " request. None of the tags in this request were applied.");
  }

  /** The caller is too fast. */
  public static ApiError tooManyRequests() {
    return new ApiError(
        429,
        "TooManyRequestsException",
        "The maximum request rate permitted by the App Mesh APIs has been exceeded for your"
            + " account. For best results, use an increasing or variable sleep interval between"
            + " requests.");
  }

  /** Something went wrong that the caller did not cause. */
  public static ApiError internalServerError() {
    return new ApiError(
        500,
        "InternalServerErrorException",
        "The request processing has failed because of an unknown error, exception, or failure.");
  }

  /** The service is not available for a while. */
  public static ApiError serviceUnavailable() {
    return new ApiError(
        503,
        "ServiceUnavailableException",
        "The request has failed due to a temporary failure of the service.");
  }
}
