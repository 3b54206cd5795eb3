// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshConnections;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Event sources for connections: a resource is reconciled again after a change of its connection,
 * of its namespace's labels, or of a Secret.
 */
public final class ConnectionSources implements Connections.Cluster {

  /** How often to {@link #refreshSecrets}. */
  public static final Duration SECRETS_INTERVAL = Duration.ofSeconds(10);

  /** How many objects are listed at once, so that many do not take memory for all at once. */
  public static final long LIST_LIMIT = 500;

  private static final String BY_CONNECTION = "connection";
  private static final String BY_NAMESPACE = "namespace-with-connection";

  private record Watched(
      InformerEventSource<AppMeshConnection, VirtualGateway> connections,
      InformerEventSource<Namespace, VirtualGateway> namespaces,
      IndexerResourceCache<VirtualGateway> gateways) {}

  private final boolean readable;
  private final KeySecrets secrets;
  private volatile @Nullable Watched watched;

  /**
   * @param readable whether the operator may list and watch connections and namespaces
   * @param client reads the Secrets in its own namespace
   */
  public ConnectionSources(boolean readable, KubernetesClient client) {
    this.readable = readable;
    this.secrets =
        new KeySecrets(client, Objects.requireNonNullElse(client.getNamespace(), "default"));
  }

  /**
   * The connections, read from the caches of these event sources.
   *
   * @param own the operator's own settings
   * @param grants what is permitted to those that use the operator's own settings
   * @param allowPlainHttp whether plain http to other machines is allowed
   */
  public Connections connections(
      MeshConnections meshes, ConnectionSettings own, Grants grants, boolean allowPlainHttp) {
    return new Connections(
        meshes,
        own,
        grants,
        readable ? this : null,
        new ConnectionReader(secrets::get, allowPlainHttp));
  }

  /** The event sources for the framework; none if the operator may not read connections. */
  public List<EventSource<?, VirtualGateway>> prepare(EventSourceContext<VirtualGateway> context) {
    if (!readable) {
      return List.of();
    }
    var gateways = context.getPrimaryCache();
    gateways.addIndexer(BY_CONNECTION, it -> connection(it).toList());
    gateways.addIndexer(
        BY_NAMESPACE, it -> connection(it).map(_ -> it.getMetadata().getNamespace()).toList());
    var now =
        new Watched(
            source(
                AppMeshConnection.class,
                BY_CONNECTION,
                it -> connection(it).map(ResourceID::new).collect(Collectors.toSet()),
                (after, before) -> !Objects.equals(after.getSpec(), before.getSpec()),
                context),
            source(
                Namespace.class,
                BY_NAMESPACE,
                it -> Set.of(new ResourceID(it.getMetadata().getNamespace())),
                (after, before) ->
                    !Objects.equals(
                        after.getMetadata().getLabels(), before.getMetadata().getLabels()),
                context),
            gateways);
    watched = now;
    return List.of(now.connections(), now.namespaces());
  }

  private static <R extends HasMetadata> InformerEventSource<R, VirtualGateway> source(
      Class<R> type,
      String index,
      Function<VirtualGateway, Set<ResourceID>> secondaries,
      OnUpdateFilter<R> filter,
      EventSourceContext<VirtualGateway> context) {
    var gateways = context.getPrimaryCache();
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, VirtualGateway.class)
            .withName(type.getSimpleName().toLowerCase(Locale.ROOT))
            .withWatchAllNamespaces()
            .withInformerListLimit(LIST_LIMIT)
            .withOnUpdateFilter(filter)
            .withPrimaryToSecondaryMapper(secondaries::apply)
            .withSecondaryToPrimaryMapper(
                it ->
                    gateways.byIndex(index, it.getMetadata().getName()).stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
            .build(),
        context);
  }

  /**
   * Reads the Secrets again.
   *
   * @param nudge called with each resource whose connection has another key now
   */
  public void refreshSecrets(Consumer<VirtualGateway> nudge) {
    var now = watched;
    if (now == null) {
      return;
    }
    var named =
        now.connections()
            .list(it -> ConnectionReader.secretName(it) != null)
            .collect(
                Collectors.groupingBy(
                    it -> Objects.requireNonNull(ConnectionReader.secretName(it))));
    for (var changed : secrets.refresh(named.keySet())) {
      for (var connection : named.getOrDefault(changed, List.of())) {
        now.gateways().byIndex(BY_CONNECTION, connection.getMetadata().getName()).forEach(nudge);
      }
    }
  }

  @Override
  public Optional<AppMeshConnection> connection(String name) {
    return Optional.ofNullable(watched).flatMap(it -> it.connections().get(new ResourceID(name)));
  }

  @Override
  public Optional<Map<String, String>> labels(String namespace) {
    return Optional.ofNullable(watched)
        .flatMap(it -> it.namespaces().get(new ResourceID(namespace)))
        .map(it -> Objects.requireNonNullElse(it.getMetadata().getLabels(), Map.of()));
  }

  private static Stream<String> connection(VirtualGateway resource) {
    return Connections.named(resource)
        .map(it -> it.equals(MeshConnection.OWN) ? Connections.DEFAULT : it)
        .stream();
  }
}
