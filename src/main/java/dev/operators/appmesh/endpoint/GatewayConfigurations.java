// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.envoy.Configuration;
import dev.operators.appmesh.envoy.GatewayConfiguration;
import dev.operators.appmesh.envoy.MeshResources;
import dev.operators.appmesh.envoy.TranslatorSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a gateway's Envoys are to have, by the state of the endpoint.
 *
 * @param store holds the meshes
 * @param settings for all Envoys
 */
public record GatewayConfigurations(Store store, TranslatorSettings settings) {

  /**
   * The configuration of the gateway; empty if there is no such gateway.
   *
   * @throws dev.operators.appmesh.endpoint.store.StoreException if the state cannot be read
   */
  public Optional<Configuration> of(String mesh, String gateway) {
    var name = new ResourceName(ResourceKind.VIRTUAL_GATEWAY, ResourceName.mesh(mesh), gateway);
    var whole = store.read(view -> view.whole(name.mesh()));
    return whole.stream().anyMatch(it -> it.name().equals(name))
        ? Optional.of(translated(whole, name))
        : Optional.empty();
  }

  /** A number for each mesh that is another one after each change in it. */
  public Map<String, Long> revisions() {
    return store.read(Store.View::revisions);
  }

  private Configuration translated(List<Resource> mesh, ResourceName gateway) {
    var specs = new TreeMap<String, Map<String, Object>>();
    mesh.forEach(it -> specs.put(path(it.name()), it.spec()));
    return GatewayConfiguration.of(
        new MeshResources(gateway.mesh().own(), specs), gateway.own(), settings);
  }

  /** What follows the mesh in the ARN. */
  private static String path(ResourceName name) {
    var parent = name.parent();
    if (parent == null) {
      return "";
    }
    var above = path(parent);
    return (above.isEmpty() ? "" : above + '/') + name.kind().segment() + '/' + name.own();
  }
}
