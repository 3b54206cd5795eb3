// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshAccess;
import dev.operators.appmesh.gateway.MeshConnector;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * A client of the SDK for each connection, with a limiter and a breaker of its own. All share what
 * would have to be closed (HTTP connections, threads), so that one can take the place of another
 * while its calls are under way.
 */
public final class MeshClients implements MeshConnector, AutoCloseable {

  /** The label of metrics that names the connection; empty for the operator's own settings. */
  static final String TAG = "connection";

  private record Connected(ConnectionSettings settings, MeshAccess access) {}

  private final Mandate mandate;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final SdkHttpClient http;
  private final ScheduledThreadPoolExecutor timeouts;
  private final DefaultCredentialsProvider own;
  private final Identities identities;
  private final Map<String, Connected> connected = new ConcurrentHashMap<>();

  /**
   * @param connections how many calls may be under way at once, to whomever
   * @param mandate without which no call goes
   * @param metrics where the calls are counted
   */
  public MeshClients(int connections, Mandate mandate, MeterRegistry metrics, InstantSource clock) {
    this.mandate = mandate;
    this.metrics = metrics;
    this.clock = clock;
    http =
        ApacheHttpClient.builder().maxConnections(connections).expectContinueEnabled(false).build();
    timeouts =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("aws-timeouts").factory());
    timeouts.setRemoveOnCancelPolicy(true);
    own = DefaultCredentialsProvider.builder().build();
    identities = new Identities(own, http, timeouts, clock);
  }

  /**
   * {@inheritDoc}
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region can be found
   */
  @Override
  public MeshAccess connect(String connection, ConnectionSettings settings) {
    return connected
        .compute(
            connection,
            (name, before) ->
                before != null && before.settings().equals(settings)
                    ? before
                    : new Connected(settings, access(name, settings)))
        .access();
  }

  @Override
  public void forget(String connection) {
    connected.computeIfPresent(
        connection,
        (name, before) -> {
          forgetMeters(name);
          return null;
        });
  }

  @Override
  public Collection<MeshAccess> all() {
    return connected.values().stream().map(Connected::access).toList();
  }

  private MeshAccess access(String connection, ConnectionSettings settings) {
    // Else the registry would go on showing those of the limiter and breaker before.
    forgetMeters(connection);
    var limiter = new Limiter(settings.maxReadRate(), settings.maxWriteRate(), metrics, connection);
    var breaker = new Breaker(clock, metrics, connection);
    var builder =
        AppMeshClients.builder(
            settings.region(),
            settings.endpoint(),
            new GatedCalls(limiter, breaker),
            new MandatedCalls(mandate),
            new CallMetrics(metrics, connection),
            breaker);
    var client =
        builder
            .httpClient(http)
            .credentialsProvider(identities.of(connection, settings))
            .overrideConfiguration(
                builder.overrideConfiguration().copy(it -> it.scheduledExecutorService(timeouts)))
            .build();
    return new MeshAccess(connection, priority -> new AppMeshService(client, priority), breaker);
  }

  private void forgetMeters(String connection) {
    metrics.getMeters().stream()
        .filter(it -> connection.equals(it.getId().getTag(TAG)))
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
