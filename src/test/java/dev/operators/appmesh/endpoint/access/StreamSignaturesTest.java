// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams as AWS's own signer signs them; as Envoy's filter does, {@code XdsAccessIT} tries. */
class StreamSignaturesTest {

  private static final String PATH =
      "/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final StreamSignatures signatures =
      new StreamSignatures(
          new SignatureCheck(() -> AccessKeys.parse("test test read-only"), "us-west-2", CLOCK));

  /** gRPC omits some ports from the URL that it signs, and none from the authority. */
  @ParameterizedTest
  @CsvSource({
    "https://endpoint.example.com, endpoint.example.com",
    "https://endpoint.example.com, endpoint.example.com:443",
    "https://endpoint.example.com:8587, endpoint.example.com:8587"
  })
  void areSignedWithAnEmptyBodyAndAnyFormOfTheAuthority(String signed, String authority) {
    assertThat(signatures.caller(PATH, headers(signed, authority)))
        .isEqualTo(new Caller("test", true));
  }

  @Test
  void areForOneMethodAndOneEndpoint() {
    var headers = headers("https://endpoint.example.com", "endpoint.example.com");
    assertThatThrownBy(() -> signatures.caller("/other", headers))
        .isInstanceOf(ApiError.class)
        .hasMessageContaining("does not match the signature");
    var other = headers("https://endpoint.example.com", "other.example.com:443");
    assertThatThrownBy(() -> signatures.caller(PATH, other))
        .hasMessageContaining("does not match the signature");
    assertThatThrownBy(() -> signatures.caller(PATH, Map.of("host", List.of("x"))))
        .hasMessageContaining("Missing Authentication Token");
  }

  private static Map<String, List<String>> headers(String signed, String authority) {
    var request =
        new SignedRequest.Signer(SignedRequest.KEY, CLOCK, "us-west-2", "appmesh")
            .sign("POST", URI.create(signed + PATH), Map.of(), "");
    var headers = new HashMap<String, List<String>>();
    request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    headers.put("host", List.of(authority));
    return headers;
  }
}
