// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.util.stream.Collectors.toMap;

import io.helidon.http.Header;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
}
