// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
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

/** AWS's clients, and an endpoint that they talk to. */
final class ConformanceClients implements AutoCloseable {

  private final AwsClients programs = AwsClients.find();
  private final EmbeddedEndpoint endpoint =
      EmbeddedEndpoint.with().clock(new StrictClock()).start();
  final ServiceModel model;

  private final Path defaults;
  private final Path unchecked;
  private final HttpApi http;

  /**
   * Starts it; what the clients need is made where it is missing.
   *
   * @param scratch an empty folder
   */
  ConformanceClients(Path scratch) throws IOException {
    model = ServiceModel.read(programs.model());
    http = new HttpApi(model, endpoint.uri());
    defaults = Files.createFile(scratch.resolve("defaults"));
    // The server is to decide what is valid, not the client.
    unchecked = scratch.resolve("unchecked");
    Files.writeString(unchecked, "[default]\nparameter_validation = false\n");
  }

  /** Those that can carry out a whole table. */
  List<ApiClient> forTables() {
    return Stream.<Function<URI, ApiClient>>of(
            SdkClient::new,
            uri -> script("boto3", "boto3_calls.py", uri),
            uri -> script("aws-cli", "aws_cli_calls.py", uri))
        .map(client -> client.apply(endpoint.uri()))
        .toList();
  }

  /** The API without a client. */
  HttpApi http() {
    return http;
  }

  /** The program {@code aws}. */
  AwsCommand aws() {
    return new AwsCommand(programs, endpoint.uri(), defaults);
  }

  private ScriptClient script(String name, String script, URI uri) {
    return new ScriptClient(name, programs, script, uri, unchecked);
  }

  @Override
  public void close() {
    http.close();
    endpoint.close();
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
