// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.helidon.http.Header;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a request that a signature covers, without the body.
 *
 * @param method such as {@code GET}
 * @param path as received, percent-encoded
 * @param query decoded, as the operations read it
 * @param headers by lower-case name, with their values in the received order
 */
record RequestHead(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers) {

  static RequestHead of(ServerRequest request) {
    var uri = request.prologue();
    var query = request.query();
    return new RequestHead(
        uri.method().text(),
        uri.uriPath().rawPath(),
        query.names().stream().collect(toMap(name -> name, name -> values(query.all(name)))),
        request.headers().stream()
            .collect(
                toMap(
                    header -> header.name().toLowerCase(Locale.ROOT),
                    Header::allValues,
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList())));
  }

  /** A parameter without an equals sign is signed as one with an empty value. */
  private static List<String> values(List<String> values) {
    return values.isEmpty() ? List.of("") : values;
  }

  /** The header's values, separated by commas; empty if there is no such header. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> String.join(",", values));
  }

  /**
   * The canonical form of the request, as AWS's documentation of Signature Version 4 defines it for
   * all services except S3.
   *
   * <p>The AWS SDK's signer cannot compute what another client has signed: it always signs a header
   * {@code x-amz-content-sha256}, which botocore does not send, and never {@code user-agent}.
   *
   * <p>Paths are not normalised: no operation has a path with empty or dot segments, and without
   * normalisation no two paths have the same canonical form.
   *
   * @param signedHeaders lower-case names; a header without a value counts as empty
   * @param bodyHash SHA-256 of the body in lower-case hexadecimal digits
   */
  String canonical(List<String> signedHeaders, String bodyHash) {
    var signed =
        signedHeaders.stream()
            .map(name -> name + ":" + canonicalValue(headers.getOrDefault(name, List.of())) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        method,
        encoded(path).replace("%2F", "/"),
        canonicalQuery(),
        signed,
        String.join(";", signedHeaders),
        bodyHash);
  }

  private String canonicalQuery() {
    var sorted = new TreeMap<String, List<String>>();
    query.forEach(
        (name, values) ->
            sorted.put(encoded(name), values.stream().map(RequestHead::encoded).sorted().toList()));
    return sorted.entrySet().stream()
        .flatMap(it -> it.getValue().stream().map(value -> it.getKey() + "=" + value))
        .collect(Collectors.joining("&"));
  }

  private static String canonicalValue(List<String> values) {
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
