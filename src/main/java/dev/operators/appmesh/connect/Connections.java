// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Resolution.Problem;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshConnections;
import dev.operators.appmesh.model.Permissions;
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

    /** The labels of a namespace; empty if it is not known yet. */
    Optional<Map<String, String>> labels(String namespace);
  }

  /**
   * The connection of resources without {@code spec.connectionRef}, if there is one of the name.
   */
  public static final String DEFAULT = "default";

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
  private final Grants ownGrants;

  /**
   * @param own the operator's own settings
   * @param ownGrants what is permitted to those that use these settings
   * @param cluster null if the operator may not read connections
   */
  Connections(
      MeshConnections meshes,
      ConnectionSettings own,
      Grants ownGrants,
      @Nullable Cluster cluster,
      ConnectionReader reader) {
    this.meshes = meshes;
    this.cluster = cluster;
    this.reader = reader;
    this.ownGrants = ownGrants;
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
   * The name of the connection that the resource uses, {@link MeshConnection#OWN} for the
   * operator's own settings; empty if it cannot be read.
   */
  public Optional<String> name(VirtualGateway resource) {
    return named(resource)
        .map(it -> it.equals(MeshConnection.OWN) && connection(DEFAULT).isPresent() ? DEFAULT : it);
  }

  private Optional<AppMeshConnection> connection(String name) {
    return cluster == null ? Optional.empty() : cluster.connection(name);
  }

  /**
   * The connection for making and changing a resource's gateway.
   *
   * @param arn ARN of the gateway in the resource's status; null if there is none
   */
  public Resolution resolve(VirtualGateway resource, @Nullable String arn) {
    Map<String, Object> spec = resource.getSpec();
    return resolve(resource, arn, spec == null ? "" : String.valueOf(spec.get("meshName")));
  }

  /**
   * The connection for deleting a resource's gateway. The mesh needs no grant: only what is the
   * resource's own is deleted.
   *
   * @param arn ARN of the gateway in the resource's status; null if there is none
   */
  public Resolution forDeletion(VirtualGateway resource, @Nullable String arn) {
    return resolve(resource, arn, null);
  }

  private Resolution resolve(
      VirtualGateway resource, @Nullable String arn, @Nullable String meshName) {
    var name = name(resource).orElse(null);
    if (name == null) {
      return new Resolution.Unusable(
          Problem.UNUSABLE,
          "spec.connectionRef must have a name: create the VirtualGateway again.");
    }
    var namespace = resource.getMetadata().getNamespace();
    if (name.equals(MeshConnection.OWN)) {
      return permissions(ownGrants, namespace, meshName)
          .<Resolution>map(it -> new Resolution.Usable(own, it))
          .orElseGet(() -> notAllowed(ownGrants, namespace, meshName, "this operator (--grant)"));
    }
    if (cluster == null) {
      return OFF;
    }
    var connection = cluster.connection(name).orElse(null);
    if (connection == null) {
      return new Resolution.Unusable(
          Problem.NOT_FOUND,
          "There is no AppMeshConnection %s. Create it; the operator then continues by itself."
              .formatted(name));
    }
    var grants = Grants.of(connection.getSpec());
    return permissions(grants, namespace, meshName)
        .map(it -> usable(connection, it, arn))
        .orElseGet(() -> notAllowed(grants, namespace, meshName, "AppMeshConnection " + name));
  }

  private Optional<Permissions> permissions(
      Grants grants, String namespace, @Nullable String meshName) {
    var labels = labels(namespace);
    if (meshName != null) {
      return grants.permissions(labels, meshName);
    }
    return grants.admit(labels) ? Optional.of(Permissions.DEFAULT) : Optional.empty();
  }

  /** An operator that may not read namespaces knows the one label that is the same as the name. */
  private Optional<Map<String, String>> labels(String namespace) {
    return cluster == null
        ? Optional.of(Map.of("kubernetes.io/metadata.name", namespace))
        : cluster.labels(namespace);
  }

  private Resolution notAllowed(
      Grants grants, String namespace, @Nullable String meshName, String by) {
    return new Resolution.Unusable(
        Problem.NOT_ALLOWED,
        meshName != null && grants.admit(labels(namespace))
            ? "Namespace %s may not have gateways in mesh %s: no grant of %s for the namespace names the mesh. Choose another spec.meshName, or ask who runs the cluster for a grant."
                .formatted(namespace, meshName, by)
            : "Namespace %s may not use %s: no namespaceSelector of it matches the namespace's labels. Change one of the two; the operator then continues by itself."
                .formatted(namespace, by));
  }

  private Resolution usable(
      AppMeshConnection connection, Permissions permissions, @Nullable String arn) {
    var name = connection.getMetadata().getName();
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
          new Resolution.Usable(meshes.connect(name, settings), permissions);
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

  private static boolean isElsewhere(@Nullable String arn, @Nullable String region) {
    if (arn == null || region == null) {
      return false;
    }
    var parts = arn.split(":", 5);
    return parts.length == 5 && !parts[3].equals(region);
  }
}
