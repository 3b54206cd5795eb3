// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshConnections;
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
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/**
 * A client of the SDK for each connection, with a limiter and a breaker of its own. All share what
 * would have to be closed (HTTP connections, threads), so that one can take the place of another
 * while its calls are under way.
 */
public final class SdkConnections implements MeshConnections, AutoCloseable {

  /** The label of metrics that names the connection; empty for the operator's own settings. */
  static final String TAG = "connection";

  private record Kept(ConnectionSettings settings, MeshConnection connection) {}

  private final Mandate mandate;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final SdkHttpClient http;
  private final ScheduledThreadPoolExecutor timeouts;
  private final DefaultCredentialsProvider own;
  private final CredentialsProviders credentials;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  /** Of one attempt; App Mesh answered within a second. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  /** Of one call, with the SDK's three attempts and the pauses between them. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  /**
   * @param maxCalls how many calls may be under way at once, over all connections
   * @param mandate without which no call goes
   * @param metrics where the calls are counted
   */
  public SdkConnections(int maxCalls, Mandate mandate, MeterRegistry metrics, InstantSource clock) {
    this.mandate = mandate;
    this.metrics = metrics;
    this.clock = clock;
    http = ApacheHttpClient.builder().maxConnections(maxCalls).expectContinueEnabled(false).build();
    timeouts =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("aws-timeouts").factory());
    timeouts.setRemoveOnCancelPolicy(true);
    own = DefaultCredentialsProvider.builder().build();
    credentials = new CredentialsProviders(own, http, timeouts, clock);
  }

  /**
   * For a command that ends by itself: it needs no mandate, and nobody reads its metrics.
   *
   * @param maxCalls how many calls may be under way at once
   */
  public static SdkConnections forCommand(int maxCalls) {
    return new SdkConnections(
        maxCalls, Mandate.UNLIMITED, new SimpleMeterRegistry(), InstantSource.system());
  }

  /**
   * {@inheritDoc}
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region can be found
   */
  @Override
  public MeshConnection connect(String name, ConnectionSettings settings) {
    return kept.compute(
            name,
            (_, before) ->
                before != null && before.settings().equals(settings)
                    ? before
                    : new Kept(settings, connection(name, settings)))
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
    var client =
        AppMeshClient.builder()
            .httpClient(http)
            .credentialsProvider(credentials.of(name, settings))
            .overrideConfiguration(
                it ->
                    it.addExecutionInterceptor(new LimiterInterceptor(limiter, breaker))
                        .addExecutionInterceptor(new MandateInterceptor(mandate))
                        .addExecutionInterceptor(new CallMetrics(metrics, name))
                        .retryStrategy(SdkRetries.strategy(breaker))
                        .scheduledExecutorService(timeouts)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .apiCallTimeout(CALL_TIMEOUT));
    if (settings.region() != null) {
      client.region(Region.of(settings.region()));
    }
    if (settings.endpoint() != null) {
      client.endpointOverride(settings.endpoint());
    }
    var built = client.build();
    return new MeshConnection(name, priority -> new AppMeshService(built, priority), breaker);
  }

  private void forgetMeters(String name) {
    metrics.getMeters().stream()
        .filter(it -> name.equals(it.getId().getTag(TAG)))
        .forEach(metrics::remove);
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    timeouts.shutdownNow();
    http.close();
    own.close();
  }
}
