// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.MeshConnections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Connections of a cluster that a test makes up. */
public final class TestConnections {

  private static final ConnectionSettings OWN =
      new ConnectionSettings(
          "us-west-2", null, new ConnectionSettings.Credentials.Own(), null, 0, 0);

  private TestConnections() {}

  /**
   * @param cluster answers, or fails to answer, which connection has a name
   */
  public static Connections of(
      MeshConnections meshes, Function<String, Optional<AppMeshConnection>> cluster) {
    var cache =
        new Connections.Cluster() {
          @Override
          public Optional<AppMeshConnection> connection(String name) {
            return cluster.apply(name);
          }

          @Override
          public Optional<Map<String, String>> labels(String namespace) {
            return Optional.of(Map.of());
          }
        };
    return new Connections(
        meshes,
        OWN,
        Grants.EVERYTHING,
        cache,
        new ConnectionReader(name -> new KeySecrets.Reading.Missing("none"), false));
  }
}
