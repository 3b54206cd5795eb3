// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Stands in for AWS's Security Token Service, which cannot be run here: answers AssumeRole and
 * AssumeRoleWithWebIdentity as its documentation shows them, over HTTP. While it is open the AWS
 * SDK of this process finds it by its own setting.
 */
public final class StsServer implements AutoCloseable {

  /** The id of the access key of every session. */
  public static final String SESSION_KEY = "ASIASESSION";

  private static final String SETTING = "aws.endpointUrlSts";

  /** A request: the parameters of its form, and who signed it. */
  public record Request(Map<String, String> form, String authorization) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> roles = new ConcurrentHashMap<>();
  private final HttpServer server;

  /** On a free port. */
  public StsServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
    System.setProperty(SETTING, "http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on the role may be assumed by who shows this external id, or web identity token. */
  public void trust(String roleArn, String proof) {
    roles.put(roleArn, proof);
  }

  /** What it was asked. */
  public List<Request> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var form =
          Arrays.stream(new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&"))
              .map(it -> it.split("=", 2))
              .collect(Collectors.toMap(it -> it[0], it -> URLDecoder.decode(it[1], UTF_8)));
      var authorization =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
      requests.add(new Request(form, authorization));
      var role = form.getOrDefault("RoleArn", "");
      var proof = form.getOrDefault("WebIdentityToken", form.getOrDefault("ExternalId", "nothing"));
      var trusted = proof.equals(roles.get(role));
      var action = form.getOrDefault("Action", "");
      var body = (trusted ? session(action, role) : refusal(action, role)).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(trusted ? 200 : 403, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String session(String action, String role) {
    return """
    <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <%1$sResult>
        <AssumedRoleUser>
          <AssumedRoleId>AROAROLE:session</AssumedRoleId>
          <Arn>%2$s/session</Arn>
        </AssumedRoleUser>
        <Credentials>
          <AccessKeyId>%3$s</AccessKeyId>
          <SecretAccessKey>secret-of-the-session</SecretAccessKey>
          <SessionToken>token-of-the-session</SessionToken>
          <Expiration>%4$s</Expiration>
        </Credentials>
      </%1$sResult>
      <ResponseMetadata><RequestId>%5$s</RequestId></ResponseMetadata>
    </%1$sResponse>
    """
        .formatted(
            action,
            role,
            SESSION_KEY,
            Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS),
            UUID.randomUUID());
  }

  private static String refusal(String action, String role) {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <Error>
        <Type>Sender</Type>
        <Code>AccessDenied</Code>
        <Message>User: arn:aws:iam::123456789012:user/operator is not authorized to perform: sts:%s on resource: %s</Message>
      </Error>
      <RequestId>%s</RequestId>
    </ErrorResponse>
    """
        .formatted(action, role, UUID.randomUUID());
  }

  @Override
  public void close() {
    System.clearProperty(SETTING);
    server.stop(0);
  }
}
