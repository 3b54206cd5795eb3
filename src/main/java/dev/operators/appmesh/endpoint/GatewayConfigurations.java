// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store;
import dev.operators.appmesh.envoy.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway's Envoys are to have, by the state of the endpoint.
 *
 * @param store holds the meshes
 */
public record GatewayConfigurations(Store store) {

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

  /**
   * Nothing is translated yet: an Envoy gets no listener, and the gateway is left out as a whole.
   */
  private static Configuration translated(List<Resource> mesh, ResourceName gateway) {
    return new Configuration(
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        List.of(
            new Configuration.Omission(
                "virtualGateway/" + gateway.own(),
                "It is not translated: one of " + mesh.size() + " resources in its mesh.")));
  }
}
