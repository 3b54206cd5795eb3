// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import dev.operators.appmesh.endpoint.EndpointServer;
import dev.operators.appmesh.fixture.EndpointSetup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/** The endpoint, and AWS's clients that talk to it. */
final class ConformanceEndpoint implements AutoCloseable {

  static final String ACCOUNT = "123456789012";

  private final AwsClients programs = AwsClients.find();
  private final EndpointServer server = EndpointSetup.with().clock(new StrictClock()).start();
  final ServiceModel model;

  private final Path defaults;
  private final Path unchecked;
  private final HttpApi http;

  /**
   * Starts it; what the clients need is made where it is missing.
   *
   * @param scratch an empty folder
   */
  ConformanceEndpoint(Path scratch) throws IOException {
    model = ServiceModel.read(programs.model());
    http = new HttpApi(model, server.uri());
    defaults = Files.createFile(scratch.resolve("defaults"));
    // The server is to decide what is valid, not the client.
    unchecked = scratch.resolve("unchecked");
    Files.writeString(unchecked, "[default]\nparameter_validation = false\n");
  }

  /** AWS's clients that carry out whole tables. */
  List<ApiClient> clients() {
    return Stream.<Function<URI, ApiClient>>of(
            SdkClient::new,
            uri -> script("boto3", "boto3_calls.py", uri),
            uri -> script("aws-cli", "aws_cli_calls.py", uri))
        .map(client -> client.apply(server.uri()))
        .toList();
  }

  /** The API without a client. */
  HttpApi http() {
    return http;
  }

  /** The program {@code aws}. */
  AwsCommand aws() {
    return new AwsCommand(programs, server.uri(), defaults);
  }

  private ScriptClient script(String name, String script, URI uri) {
    return new ScriptClient(name, programs, script, uri, unchecked);
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }

  /** The time of the day, but never twice the same millisecond: later is greater. */
  private static final class StrictClock extends Clock {

    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource system = InstantSource.system();

    @Override
    public Instant instant() {
      return last.updateAndGet(
          before -> {
            var next = before.plusMillis(1);
            var now = system.instant();
            return now.isAfter(next) ? now : next;
          });
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
