// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A request that AWS's own signer has signed, to be sent as it is or after somebody changed it.
 *
 * @param method of the request
 * @param uri where it goes
 * @param headers all that the signer wants sent
 * @param body what is sent
 */
record SignedRequest(String method, URI uri, Map<String, List<String>> headers, String body) {

  static final AwsCredentialsIdentity KEY = AwsCredentialsIdentity.create("test", "test");

  /** How it is signed. */
  record Signer(AwsCredentialsIdentity key, Clock clock, String region, String service) {

    SignedRequest sign(String method, URI uri, Map<String, List<String>> headers, String body) {
      var unsigned = SdkHttpRequest.builder().method(SdkHttpMethod.valueOf(method)).uri(uri);
      headers.forEach(unsigned::putHeader);
      var signed =
          AwsV4HttpSigner.create()
              .sign(
                  it ->
                      it.identity(key)
                          .request(unsigned.build())
                          .payload(() -> new ByteArrayInputStream(body.getBytes(UTF_8)))
                          .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                          .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                          .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
              .request();
      return new SignedRequest(method, uri, signed.headers(), body);
    }
  }

  SignedRequest withMethod(String other) {
    return new SignedRequest(other, uri, headers, body);
  }

  SignedRequest withUri(String other) {
    return new SignedRequest(method, uri.resolve(other), headers, body);
  }

  SignedRequest withBody(String other) {
    return new SignedRequest(method, uri, headers, other);
  }

  /** With these values of the header instead of its own; none if there are no values. */
  SignedRequest withHeader(String name, String... values) {
    var changed = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(headers);
    changed.put(name, List.of(values));
    return new SignedRequest(method, uri, changed, body);
  }

  /** With the header {@code Authorization} after {@code pattern} was replaced in it. */
  SignedRequest withAuthorization(String pattern, String replacement) {
    var header = headers.getOrDefault("Authorization", List.of()).getFirst();
    return withHeader("Authorization", header.replaceFirst(pattern, replacement));
  }

  HttpResponse<String> send(HttpClient http) {
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
    headers.forEach(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
