// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import dev.operators.appmesh.endpoint.access.AccessControl;
import dev.operators.appmesh.endpoint.access.AccessKeys;
import dev.operators.appmesh.endpoint.access.LocalRequests;
import dev.operators.appmesh.endpoint.access.SignatureCheck;
import dev.operators.appmesh.endpoint.access.StreamSignatures;
import dev.operators.appmesh.endpoint.faults.Faults;
import dev.operators.appmesh.endpoint.files.Certificates;
import dev.operators.appmesh.endpoint.files.FileWatch;
import dev.operators.appmesh.endpoint.http.ConnectionBounds;
import dev.operators.appmesh.endpoint.http.ListenerProbe;
import dev.operators.appmesh.endpoint.http.RequestHandler;
import dev.operators.appmesh.endpoint.http.RequestLog;
import dev.operators.appmesh.endpoint.http.TransportErrors;
import dev.operators.appmesh.endpoint.operations.Operations;
import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.settings.Authentication;
import dev.operators.appmesh.endpoint.settings.EndpointSettings;
import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import dev.operators.appmesh.endpoint.store.JdbcStore;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.endpoint.store.StoreException;
import dev.operators.appmesh.envoy.TranslatorSettings;
import dev.operators.appmesh.rules.RuleBook;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A server with the App Mesh API over HTTP or HTTPS. It runs from its construction until it is
 * closed.
 */
public final class EndpointServer implements AutoCloseable {

  /** Time to finish the calls in progress when the server closes. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Larger bodies are refused by the web server itself, which closes the connection. */
  private static final long MAX_PAYLOAD_BYTES = 16 << 20;

  /** All connections: twice those of strangers, so that callers have as many. */
  private static final int MAX_CONNECTIONS = 2048;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final String host;
  private final Store store;
  private final Optional<StreamSignatures> signatures;
  private final WebServer server;
  private final ConnectionBounds bounds =
      // Head and body are written separately: a delayed acknowledgement would take 40 ms.
      new ConnectionBounds(
          SocketOptions.builder().tcpNoDelay(true).build(), ConnectionBounds.Limits.DEFAULT);
  private final List<FileWatch<?>> watches = new ArrayList<>();

  /**
   * Opens the storage and starts to listen.
   *
   * @param settings the settings
   * @param clock for the times in resources and the age of client tokens and signatures
   * @param faults faults to inject
   * @param metrics registry for the metrics of requests
   * @throws UnusableStorageException if the storage cannot be used
   * @throws UnusableFileException if the access keys, the certificate or the seed cannot be used
   * @throws UncheckedIOException if the database cannot be reached or the address is not available
   */
  public EndpointServer(
      EndpointSettings settings, Clock clock, Faults faults, MeterRegistry metrics) {
    host = settings.host();
    // Rules and storage take half a second each.
    var rules = CompletableFuture.supplyAsync(RuleBook::shipped);
    store = JdbcStore.open(settings.storage());
    try {
      var account = new Account(settings.region(), settings.accountId());
      var check = check(settings, clock);
      signatures = check.map(StreamSignatures::new);
      var accessControl = new AccessControl(account, check, new LocalRequests(host));
      var operations = new Operations(account, settings.quotas(), store, rules.join(), clock);
      if (settings.seed() != null) {
        StateFile.seed(store, settings.seed());
      }
      settings.meshes().forEach(operations::ensureMesh);
      var handler =
          new RequestHandler(
              accessControl, operations, bounds, faults, closing, new RequestLog(metrics));
      server = start(settings, handler);
    } catch (StoreException e) {
      bounds.close();
      store.close();
      throw new UncheckedIOException(
          "Cannot use the %s: %s".formatted(settings.storage().place(), e.words()),
          new IOException(e));
    } catch (RuntimeException e) {
      bounds.close();
      store.close();
      throw e;
    }
    watches.forEach(FileWatch::start);
  }

  private WebServer start(EndpointSettings settings, RequestHandler handler) {
    var builder =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .maxPayloadSize(MAX_PAYLOAD_BYTES)
            .maxTcpConnections(MAX_CONNECTIONS)
            .connectionOptions(bounds)
            .directHandlers(TransportErrors.handlers(handler.requests()))
            .routing(routing -> ListenerProbe.route(routing).any(handler));
    if (settings.tls() != null) {
      builder.tls(watched(Certificates.in(settings.tls())).value());
    }
    var server = builder.build().start();
    if (!server.isRunning()) {
      throw new UncheckedIOException(
          "Cannot listen on " + settings.host() + ", port " + settings.port(), new BindException());
    }
    return server;
  }

  /** Its URL, such as {@code http://127.0.0.1:8585}. */
  public URI uri() {
    return URI.create(
        (server.hasTls() ? "https://" : "http://")
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + port());
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** What the Envoys of its gateways are to have, with these settings for all of them. */
  public GatewayConfigurations configurations(TranslatorSettings translator) {
    return new GatewayConfigurations(store, translator);
  }

  /** From now on runs {@code task} after each write of this process, and after some others. */
  public void afterWrites(Runnable task) {
    store.afterWrites(task);
  }

  /**
   * Looks for the signature of an Envoy's call, by the access keys of the API. A key that only
   * reads is enough.
   *
   * @param path of the method
   * @param headers by lower-case name; {@code host} is the authority
   * @throws IllegalArgumentException with AWS's words, if the signature is missing or not valid
   */
  public void checkSignature(String path, Map<String, List<String>> headers) {
    try {
      signatures.ifPresent(it -> it.caller(path, headers));
    } catch (ApiError e) {
      throw new IllegalArgumentException(e.message(), e);
    }
  }

  /** Why it has to be started again; empty if it answers on its own port. */
  public List<String> unliveness() {
    // Helidon's listener ends for good at an exception of its socket, and has no port then.
    return server.isRunning()
        ? ListenerProbe.unliveness(host, port(), server.hasTls())
        : List.of("the listener of the API has ended");
  }

  /** Why it is not ready; empty if it is. */
  public List<String> unreadiness() {
    return store.unreadiness();
  }

  /** Finishes the calls in progress and stops. */
  @Override
  public void close() {
    watches.forEach(FileWatch::close);
    closing.countDown();
    server.stop();
    bounds.close();
    store.close();
  }

  private Optional<SignatureCheck> check(EndpointSettings settings, Clock clock) {
    Path keys;
    switch (settings.authentication()) {
      case Authentication.None() -> {
        return Optional.empty();
      }
      case Authentication.KeyFile(var file) -> keys = file;
      case Authentication.GeneratedKey key -> {
        AccessKeys.generate(key, new SecureRandom());
        keys = key.file();
      }
    }
    var watch = watched(AccessKeys.watch(keys));
    return Optional.of(new SignatureCheck(watch::value, settings.region(), clock));
  }

  private <T> FileWatch<T> watched(FileWatch<T> watch) {
    watches.add(watch);
    return watch;
  }
}
