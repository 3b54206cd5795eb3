// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies the signature of a stream of gRPC, of which the head alone is signed. App Mesh's Envoys
 * sign an empty body, and Envoy's own filter says that the body is not signed.
 *
 * @param check verifies signatures
 */
public record StreamSignatures(SignatureCheck check) {

  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String EMPTY = Signature.sha256("".getBytes(UTF_8));

  /**
   * The signer of a call.
   *
   * @param path of the method
   * @param headers by lower-case name; {@code host} is the authority
   * @throws ApiError if the signature is missing or not valid
   */
  public Caller caller(String path, Map<String, List<String>> headers) {
    var refusal = Optional.<ApiError>empty();
    for (var host : hosts(headers)) {
      var named = new HashMap<>(headers);
      named.put("host", List.of(host));
      var head = new RequestHead("POST", path, Map.of(), named);
      var isUnsigned = head.header("x-amz-content-sha256").filter(UNSIGNED::equals).isPresent();
      try {
        return check.signed(head).callerOf(isUnsigned ? UNSIGNED : EMPTY);
      } catch (ApiError e) {
        refusal = Optional.of(e);
      }
    }
    throw refusal.orElseThrow();
  }

  /** gRPC signs the authority with or without its port. */
  private static Set<String> hosts(Map<String, List<String>> headers) {
    var authority = String.join(",", headers.getOrDefault("host", List.of("")));
    var hosts = new LinkedHashSet<>(List.of(authority));
    hosts.add(authority.replaceFirst(":\\d{1,5}$", ""));
    return hosts;
  }
}
