// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Resolution.Problem;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshConnections;
import dev.operators.appmesh.model.LabelSelector;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connection by which a resource's gateway is reached. Thread-safe; calls no mesh
 * service.
 */
public final class Connections {

  /** The connections and namespaces of the cluster, from a cache. */
  interface Cluster {

    /** The connection of this name. */
    Optional<AppMeshConnection> connection(String name);

    /** The labels of a namespace; none if it is unknown. */
    Map<String, String> labels(String namespace);
  }

  private static final Resolution.Unusable OFF =
      new Resolution.Unusable(
          Problem.NOT_ALLOWED,
          "This operator does not use connections: when it started, it could not list"
              + " AppMeshConnections and namespaces in the whole cluster. Allow it to list and"
              + " watch them and restart it, or create a VirtualGateway without"
              + " spec.connectionRef.");

  private final MeshConnections meshes;
  private final @Nullable Cluster cluster;
  private final ConnectionReader reader;
  private final MeshConnection own;

  /**
   * @param own the operator's own settings
   * @param cluster null if the operator may not read connections
   */
  Connections(
      MeshConnections meshes,
      ConnectionSettings own,
      @Nullable Cluster cluster,
      ConnectionReader reader) {
    this.meshes = meshes;
    this.cluster = cluster;
    this.reader = reader;
    this.own = meshes.connect(MeshConnection.OWN, own);
  }

  /**
   * The name in {@code spec.connectionRef}, {@link MeshConnection#OWN} if there is none; empty if
   * it cannot be read.
   */
  public static Optional<String> named(VirtualGateway resource) {
    Map<String, Object> spec = resource.getSpec();
    var ref = spec == null ? null : spec.get("connectionRef");
    if (ref == null) {
      return Optional.of(MeshConnection.OWN);
    }
    return ref instanceof Map<?, ?> members
            && members.get("name") instanceof String name
            && !name.isEmpty()
        ? Optional.of(name)
        : Optional.empty();
  }

  /**
   * @param arn ARN of the gateway in the resource's status; null if there is none
   */
  public Resolution resolve(VirtualGateway resource, @Nullable String arn) {
    var name = named(resource).orElse(null);
    if (name == null) {
      return new Resolution.Unusable(
          Problem.UNUSABLE,
          "spec.connectionRef must have a name: create the VirtualGateway again.");
    }
    if (name.equals(MeshConnection.OWN)) {
      return new Resolution.Usable(own);
    }
    if (cluster == null) {
      return OFF;
    }
    var namespace = resource.getMetadata().getNamespace();
    return cluster
        .connection(name)
        .map(it -> resolve(it, namespace, cluster.labels(namespace), arn))
        .orElseGet(
            () ->
                new Resolution.Unusable(
                    Problem.NOT_FOUND,
                    "There is no AppMeshConnection %s. Create it; the operator then continues by itself."
                        .formatted(name)));
  }

  private Resolution resolve(
      AppMeshConnection connection,
      String namespace,
      Map<String, String> labels,
      @Nullable String arn) {
    var name = connection.getMetadata().getName();
    Map<String, Object> spec = connection.getSpec();
    if (spec == null || !admits(spec.get("namespaceSelector"), labels)) {
      return new Resolution.Unusable(
          Problem.NOT_ALLOWED,
          "Namespace %s may not use AppMeshConnection %s: the namespace's labels do not match the connection's spec.namespaceSelector. Change one of the two; the operator then continues by itself."
              .formatted(namespace, name));
    }
    return switch (reader.read(connection)) {
      case ConnectionReader.Reading.Illegible(var problem) ->
          new Resolution.Unusable(
              Problem.UNUSABLE, "AppMeshConnection %s: %s.".formatted(name, problem));
      case ConnectionReader.Reading.Legible(var settings)
          when isElsewhere(arn, settings.region()) ->
          new Resolution.Unusable(
              Problem.UNUSABLE,
              "The gateway is %s, but AppMeshConnection %s is now for region %s. The operator does nothing in either region. Set spec.region of the connection back, or create another connection for the other region."
                  .formatted(arn, name, settings.region()));
      case ConnectionReader.Reading.Legible(var settings) ->
          new Resolution.Usable(meshes.connect(name, settings));
    };
  }

  /** All connections in use, with their current settings. */
  public Collection<MeshConnection> inUse() {
    meshes.all().stream()
        .map(MeshConnection::name)
        .filter(name -> !name.equals(MeshConnection.OWN))
        .forEach(this::renew);
    return meshes.all();
  }

  /** A connection may have changed since it was last resolved. */
  private void renew(String name) {
    var connection =
        cluster == null ? Optional.<AppMeshConnection>empty() : cluster.connection(name);
    if (connection.isEmpty()) {
      meshes.forget(name);
    } else if (reader.read(connection.get())
        instanceof ConnectionReader.Reading.Legible(var settings)) {
      meshes.connect(name, settings);
    }
  }

  /** Whether the selector matches; false if there is none, or if it cannot be read. */
  private static boolean admits(@Nullable Object selector, Map<String, String> labels) {
    try {
      return LabelSelector.of(selector).matches(labels);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isElsewhere(@Nullable String arn, @Nullable String region) {
    if (arn == null || region == null) {
      return false;
    }
    var parts = arn.split(":", 5);
    return parts.length == 5 && !parts[3].equals(region);
  }
}
