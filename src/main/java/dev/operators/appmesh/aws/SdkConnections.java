// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshConnections;
import dev.operators.appmesh.surroundings.Proxies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/**
 * An SDK client for each connection, with its own limiter and breaker. All clients share the
 * resources that must be closed (HTTP connections, threads), so that a client can be replaced while
 * its calls are in progress.
 */
public final class SdkConnections implements MeshConnections, AutoCloseable {

  /** The metrics label with the name of the connection; empty for the operator's own settings. */
  static final String TAG = "connection";

  private record Kept(ConnectionSettings settings, MeshConnection connection) {}

  private final Mandate mandate;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final Duration attemptTimeout;
  private final Duration callTimeout;
  private final SdkHttpClient http;
  private final ScheduledThreadPoolExecutor timeouts;
  private final DefaultCredentialsProvider own;
  private final CredentialsProviders credentials;
  private final SdkEnvironment environment = new SdkEnvironment(System.getenv());
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  /** Of one attempt; App Mesh answers within a second. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  /** Of one call, with the SDK's three attempts and the pauses between them. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  /**
   * @param mandate without which no call is made
   * @param metrics registry for the metrics of the calls
   */
  public SdkConnections(Mandate mandate, MeterRegistry metrics, InstantSource clock) {
    this(mandate, metrics, clock, ATTEMPT_TIMEOUT, CALL_TIMEOUT);
  }

  SdkConnections(
      Mandate mandate,
      MeterRegistry metrics,
      InstantSource clock,
      Duration attemptTimeout,
      Duration callTimeout) {
    this.mandate = mandate;
    this.metrics = metrics;
    this.clock = clock;
    this.attemptTimeout = attemptTimeout;
    this.callTimeout = callTimeout;
    // No bound, so that no connection waits for another one's calls. Who calls has a bound for each
    // connection (ConcurrencyLimit). A pool allocates nothing for what it could hold.
    ProxiedHttp.makeDefault();
    http =
        environment.build(
            () ->
                ProxiedHttp.builder(Proxies.of(System.getenv()))
                    .maxConnections(Integer.MAX_VALUE)
                    .expectContinueEnabled(false)
                    .build());
    timeouts =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("aws-timeouts").factory());
    timeouts.setRemoveOnCancelPolicy(true);
    own = environment.build(() -> DefaultCredentialsProvider.builder().build());
    credentials = new CredentialsProviders(own, http, timeouts, clock);
  }

  /** For a command that ends by itself. It needs no mandate, and its metrics are not served. */
  public static SdkConnections forCommand() {
    return new SdkConnections(Mandate.UNLIMITED, new SimpleMeterRegistry(), InstantSource.system());
  }

  /**
   * {@inheritDoc}
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region can be found
   * @throws dev.operators.appmesh.surroundings.SurroundingsException if what the SDK reads from the
   *     environment cannot be used
   */
  @Override
  public MeshConnection connect(String name, ConnectionSettings settings) {
    return kept.compute(
            name,
            (_, before) ->
                before != null && before.settings().equals(settings)
                    ? before
                    : new Kept(settings, environment.build(() -> connection(name, settings))))
        .connection();
  }

  @Override
  public void forget(String name) {
    kept.computeIfPresent(
        name,
        (_, _) -> {
          forgetMeters(name);
          return null;
        });
  }

  @Override
  public Collection<MeshConnection> all() {
    return kept.values().stream().map(Kept::connection).toList();
  }

  private MeshConnection connection(String name, ConnectionSettings settings) {
    // Else the registry would go on showing those of the limiter and breaker before.
    forgetMeters(name);
    var limiter = new Limiter(settings.maxReadRate(), settings.maxWriteRate(), metrics, name);
    var breaker = new Breaker(clock, metrics, name);
    var region = settings.region() == null ? SdkEnvironment.region() : Region.of(settings.region());
    var client =
        AppMeshClient.builder()
            .httpClient(http)
            .region(region)
            .endpointOverride(settings.endpoint())
            .credentialsProvider(credentials.of(name, settings))
            .overrideConfiguration(
                it ->
                    it.addExecutionInterceptor(new LimiterInterceptor(limiter, breaker))
                        .addExecutionInterceptor(new MandateInterceptor(mandate))
                        .addExecutionInterceptor(new CallMetrics(metrics, name))
                        .retryStrategy(SdkRetries.strategy(breaker))
                        .scheduledExecutorService(timeouts)
                        .apiCallAttemptTimeout(attemptTimeout)
                        .apiCallTimeout(callTimeout));
    var built = client.build();
    return new MeshConnection(name, priority -> new AppMeshService(built, priority), breaker);
  }

  private void forgetMeters(String name) {
    metrics.getMeters().stream()
        .filter(it -> name.equals(it.getId().getTag(TAG)))
        .forEach(metrics::remove);
  }

  /** Aborts calls in progress. */
  @Override
  public void close() {
    timeouts.shutdownNow();
    http.close();
    own.close();
  }
}
