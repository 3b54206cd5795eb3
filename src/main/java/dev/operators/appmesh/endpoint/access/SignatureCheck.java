// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Verifies the signature of a request.
 *
 * <p>Codes, statuses and messages are those of AWS's services with this protocol, as their users
 * quote them; the order of the checks is our own. The body's hash is always computed: neither
 * botocore nor the SDKs leave App Mesh's bodies unsigned.
 *
 * @param keys supplies the keys that are currently accepted
 * @param region the required region of signatures
 * @param clock for the age of signatures
 */
public record SignatureCheck(Supplier<AccessKeys> keys, String region, Clock clock) {
  private static final Duration LEEWAY = Duration.ofMinutes(5);
  private static final String SERVICE = "appmesh";
  private static final String TERMINATOR = "aws4_request";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * What the head of a request says of its signature: form, time, scope and key are right. It is
   * not authenticated before its body is there.
   */
  record Signed(RequestHead head, AuthorizationHeader authorization, String time, AccessKey key)
      implements AccessControl.Sender {

    /** The signer of the request; throws {@link ApiError} if the signature is not valid. */
    @Override
    public Caller caller(byte[] body) {
      return callerOf(Signature.sha256(body));
    }

    /** The same, with what stands for the body in the signature. */
    Caller callerOf(String bodyHash) {
      var request = head.canonical(authorization.signedHeaders(), bodyHash);
      var expected = Signature.of(key.secret(), authorization, time, request);
      if (!MessageDigest.isEqual(
          expected.getBytes(US_ASCII), authorization.signature().getBytes(US_ASCII))) {
        throw ApiError.invalidSignature(
            "The request signature we calculated does not match the signature you provided. Check"
                + " your AWS Secret Access Key and signing method. Consult the service"
                + " documentation for details.");
      }
      return new Caller(key.id(), key.readOnly());
    }
  }

  /** Checks all that needs no body; throws {@link ApiError} if it cannot be right. */
  Signed signed(RequestHead head) {
    var authorization =
        AuthorizationHeader.parse(
            head.header("authorization").orElseThrow(ApiError::missingAuthenticationToken));
    var time =
        head.header("x-amz-date")
            .orElseThrow(
                () ->
                    ApiError.incompleteSignature(
                        "Authorization header requires existence of a 'X-Amz-Date' header."));
    checkTime(time);
    checkScope(authorization, time);
    if (!authorization.signedHeaders().contains("host")) {
      throw ApiError.invalidSignature(
          "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    // Our keys are long-term keys: a session token belongs to a key that we do not know.
    if (head.header("x-amz-security-token").isPresent()) {
      throw ApiError.unknownSessionToken();
    }
    var key = keys.get().find(authorization.keyId()).orElseThrow(ApiError::unrecognizedClient);
    return new Signed(head, authorization, time, key);
  }

  private void checkTime(String text) {
    Instant time;
    try {
      time = TIME.parse(text, Instant::from);
    } catch (DateTimeParseException e) {
      throw ApiError.incompleteSignature(
          "Date must be in ISO-8601 'basic format', such as 20260102T030405Z.");
    }
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var earliest = now.minus(LEEWAY);
    var latest = now.plus(LEEWAY);
    if (time.isBefore(earliest)) {
      throw ApiError.invalidSignature(
          "Signature expired: %s is now earlier than %s (%s - 5 min.)"
              .formatted(text, TIME.format(earliest), TIME.format(now)));
    }
    if (time.isAfter(latest)) {
      throw ApiError.invalidSignature(
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(text, TIME.format(latest), TIME.format(now)));
    }
  }

  private void checkScope(AuthorizationHeader authorization, String time) {
    if (!authorization.terminator().equals(TERMINATOR)) {
      throw ApiError.invalidSignature(
          "Credential should be scoped with a valid terminator: '" + TERMINATOR + "'.");
    }
    if (!authorization.service().equals(SERVICE)) {
      throw ApiError.invalidSignature(
          "Credential should be scoped to correct service: '" + SERVICE + "'.");
    }
    // AWS names the wrong region; the right one is more helpful.
    if (!authorization.region().equals(region)) {
      throw ApiError.invalidSignature(
          "Credential should be scoped to a valid region, such as '" + region + "'.");
    }
    if (!time.startsWith(authorization.date() + "T")) {
      throw ApiError.invalidSignature(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP.");
    }
  }
}
