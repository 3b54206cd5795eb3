// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The canonical form of a request, as AWS's documentation of Signature Version 4 defines it for all
 * services except S3.
 *
 * <p>The AWS SDK's signer cannot compute what another client has signed: it always signs a header
 * {@code x-amz-content-sha256}, which botocore does not send, and never {@code user-agent}.
 *
 * <p>Paths are not normalised: no operation has a path with empty or dot segments, and without
 * normalisation no two paths have the same canonical form.
 */
final class CanonicalRequest {
  private CanonicalRequest() {}

  /**
   * @param signedHeaders lower-case names; a header without a value counts as empty
   * @param bodyHash SHA-256 of the body in lower-case hexadecimal digits
   */
  static String of(RequestHead head, List<String> signedHeaders, String bodyHash) {
    var headers =
        signedHeaders.stream()
            .map(name -> name + ":" + value(head.headers().getOrDefault(name, List.of())) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        head.method(),
        encoded(head.path()).replace("%2F", "/"),
        query(head.query()),
        headers,
        String.join(";", signedHeaders),
        bodyHash);
  }

  private static String query(Map<String, List<String>> query) {
    var sorted = new TreeMap<String, List<String>>();
    query.forEach(
        (name, values) ->
            sorted.put(
                encoded(name), values.stream().map(CanonicalRequest::encoded).sorted().toList()));
    return sorted.entrySet().stream()
        .flatMap(it -> it.getValue().stream().map(value -> it.getKey() + "=" + value))
        .collect(Collectors.joining("&"));
  }

  private static String value(List<String> values) {
    return values.stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  /** Percent-encodes everything except letters, digits and {@code -._~} (RFC 3986). */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
