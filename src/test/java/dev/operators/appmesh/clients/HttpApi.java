// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The API as it is on the wire: no client between, so anything can be sent and nothing of the
 * answer is lost. Which member goes where is the model's word.
 */
final class HttpApi implements ApiClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");

  private final ServiceModel model;
  private final URI endpoint;
  private final HttpClient client = HttpClient.newHttpClient();

  HttpApi(ServiceModel model, URI endpoint) {
    this.model = model;
    this.endpoint = endpoint;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public boolean showsNulls() {
    return true;
  }

  @Override
  public ApiAnswer call(String operation, JsonNode input) {
    try {
      return answer(operation, client.send(request(operation, input), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private ApiAnswer answer(String operation, HttpResponse<String> response) throws IOException {
    var body = JSON.readTree(response.body());
    if (response.statusCode() == 200) {
      return new ApiAnswer.Output(
          model
              .payload(operation)
              .<JsonNode>map(member -> JSON.createObjectNode().set(member, body))
              .orElse(body));
    }
    return new ApiAnswer.Refusal(
        response.statusCode(),
        response.headers().firstValue("x-amzn-ErrorType").orElse(""),
        body.path("message").asText());
  }

  private HttpRequest request(String operation, JsonNode input) throws IOException {
    var http = model.operation(operation).get("http");
    var path = http.get("requestUri").asText();
    var query = new ArrayList<String>();
    ObjectNode body = JSON.createObjectNode();
    for (var member : input.properties()) {
      var name = member.getKey();
      switch (model.input(operation).location(name)) {
        case "uri" -> path = path.replace("{" + name + "}", encoded(member.getValue()));
        case "querystring" -> query.add(name + "=" + encoded(member.getValue()));
        default -> body.set(name, member.getValue());
      }
    }
    var target = URI.create(endpoint + path + "?" + String.join("&", query));
    return signed(SdkHttpMethod.fromValue(http.get("method").asText()), target, body);
  }

  private static HttpRequest signed(SdkHttpMethod method, URI target, ObjectNode body)
      throws IOException {
    var hasBody = method == SdkHttpMethod.PUT;
    var bytes = hasBody ? JSON.writeValueAsBytes(body) : new byte[0];
    var unsigned = SdkHttpRequest.builder().method(method).uri(target);
    if (hasBody) {
      unsigned.putHeader("Content-Type", "application/json");
    }
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(AwsCredentialsIdentity.create(ACCESS_KEY, SECRET_KEY))
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(bytes))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, REGION)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "appmesh"))
            .request();
    var request =
        HttpRequest.newBuilder(target).method(method.name(), BodyPublishers.ofByteArray(bytes));
    signed.forEachHeader(
        (name, values) -> {
          if (!SET_BY_THE_CLIENT.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  private static String encoded(JsonNode value) {
    return URLEncoder.encode(value.asText(), UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.close();
  }
}
