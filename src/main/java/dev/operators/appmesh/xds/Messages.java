// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import dev.operators.appmesh.envoy.Configuration;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.access_loggers.file.v3.FileAccessLog;
import io.envoyproxy.envoy.extensions.access_loggers.stream.v3.StderrAccessLog;
import io.envoyproxy.envoy.extensions.access_loggers.stream.v3.StdoutAccessLog;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster;
import io.envoyproxy.envoy.extensions.filters.http.health_check.v3.HealthCheck;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes messages of trees. A member that Envoy's API does not have is an error. */
final class Messages {

  private static final JsonMapper JSON = new JsonMapper();

  private static final JsonFormat.Parser PARSER =
      JsonFormat.parser()
          .usingTypeRegistry(
              TypeRegistry.newBuilder()
                  .add(
                      List.of(
                          CaresDnsResolverConfig.getDescriptor(),
                          DnsCluster.getDescriptor(),
                          DownstreamTlsContext.getDescriptor(),
                          FileAccessLog.getDescriptor(),
                          HealthCheck.getDescriptor(),
                          HttpConnectionManager.getDescriptor(),
                          HttpProtocolOptions.getDescriptor(),
                          PreviousHostsPredicate.getDescriptor(),
                          RawBuffer.getDescriptor(),
                          Router.getDescriptor(),
                          StderrAccessLog.getDescriptor(),
                          StdoutAccessLog.getDescriptor(),
                          TcpProxy.getDescriptor(),
                          TlsInspector.getDescriptor(),
                          UpstreamCodec.getDescriptor(),
                          UpstreamTlsContext.getDescriptor()))
                  .build());

  private Messages() {}

  /** Loads what the first configuration would wait for. */
  static void load() {
    noEndpoints("");
  }

  /**
   * The messages of a configuration.
   *
   * @throws IllegalArgumentException if a tree is not the JSON form of its message; it says which
   */
  static Snapshot snapshot(Configuration configuration) {
    return new Snapshot(
        messages(configuration.clusters(), Cluster::newBuilder),
        messages(configuration.endpoints(), ClusterLoadAssignment::newBuilder),
        messages(configuration.secrets(), Secret::newBuilder),
        messages(configuration.listeners(), Listener::newBuilder),
        messages(
            configuration.routes(), RouteConfiguration::newBuilder, configuration::clustersIn));
  }

  private static SequencedMap<String, Message> messages(
      Map<String, Map<String, Object>> trees,
      Supplier<com.google.protobuf.Message.Builder> builder) {
    return messages(trees, builder, _ -> Set.of());
  }

  /**
   * @param clusters those that a tree must wait for
   */
  private static SequencedMap<String, Message> messages(
      Map<String, Map<String, Object>> trees,
      Supplier<com.google.protobuf.Message.Builder> builder,
      Function<Object, Set<String>> clusters) {
    var messages = new LinkedHashMap<String, Message>();
    trees.forEach(
        (name, tree) -> {
          var target = builder.get();
          try {
            PARSER.merge(JSON.writeValueAsString(tree), target);
          } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
          } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                "%s '%s' is not one that Envoy knows: %s"
                    .formatted(target.getDescriptorForType().getName(), name, e.getMessage()),
                e);
          }
          messages.put(name, message(target.build(), clusters.apply(tree)));
        });
    return messages;
  }

  /** The endpoints of a cluster of which nothing is known. */
  static Message noEndpoints(String cluster) {
    return message(ClusterLoadAssignment.newBuilder().setClusterName(cluster).build(), Set.of());
  }

  private static Message message(com.google.protobuf.Message content, Set<String> clusters) {
    var packed = Any.pack(content);
    return new Message(packed, Versions.of(packed.getValue().toByteArray()), Set.copyOf(clusters));
  }
}
