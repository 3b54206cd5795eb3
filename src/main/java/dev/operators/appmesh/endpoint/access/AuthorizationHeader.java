// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code Authorization} of Signature Version 4.
 *
 * @param keyId id of the access key
 * @param date day of the signature, {@code yyyyMMdd}
 * @param region such as {@code us-west-2}
 * @param service such as {@code appmesh}
 * @param terminator {@code aws4_request}
 * @param signedHeaders names in lower case
 * @param signature hexadecimal digits
 */
record AuthorizationHeader(
    String keyId,
    String date,
    String region,
    String service,
    String terminator,
    List<String> signedHeaders,
    String signature) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  /**
   * Parses the header. Throws {@link ApiError} with AWS's messages, but does not quote the header
   * as AWS does: it may contain a secret by mistake.
   */
  static AuthorizationHeader parse(String header) {
    var parameters = new LinkedHashMap<String, String>();
    if (header.startsWith(ALGORITHM + " ")) {
      for (var parameter : COMMA.split(header.substring(ALGORITHM.length()).strip())) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
          throw ApiError.incompleteSignature(
              "Authorization header has a parameter that is not a key=value pair (missing"
                  + " equal-sign).");
        }
        parameters.putIfAbsent(parameter.substring(0, equals), parameter.substring(equals + 1));
      }
    }
    var missing =
        List.of("Credential", "Signature", "SignedHeaders").stream()
            .filter(name -> parameters.getOrDefault(name, "").isEmpty())
            .map("Authorization header requires '%s' parameter."::formatted)
            .toList();
    if (!missing.isEmpty()) {
      throw ApiError.incompleteSignature(String.join(" ", missing));
    }
    var credential = Optional.ofNullable(parameters.get("Credential")).orElseThrow().split("/", -1);
    if (credential.length != 5) {
      throw ApiError.incompleteSignature(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term.");
    }
    return new AuthorizationHeader(
        credential[0],
        credential[1],
        credential[2],
        credential[3],
        credential[4],
        Arrays.asList(parameters.getOrDefault("SignedHeaders", "").split(";", -1)),
        parameters.getOrDefault("Signature", ""));
  }

  /** The scope of the signature: day, region, service and terminator. */
  String scope() {
    return String.join("/", date, region, service, terminator);
  }
}
