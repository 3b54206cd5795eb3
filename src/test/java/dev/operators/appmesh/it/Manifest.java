// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.api.VirtualGateway;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the resources that the tests apply. */
final class Manifest {

  private Manifest() {}

  /** A gateway with one http listener. */
  static VirtualGateway of(String namespace, String name, String mesh, int port) {
    return of(namespace, name, mesh, Map.of("listeners", List.of(listener(port))));
  }

  /** A gateway with these members of spec, next to {@code meshName}. */
  static VirtualGateway of(
      String namespace, String name, String mesh, Map<String, Object> members) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("meshName", mesh);
    spec.putAll(members);
    var resource = new VirtualGateway();
    resource.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    resource.setSpec(spec);
    return resource;
  }

  static Map<String, Object> listener(int port) {
    return Map.of("portMapping", Map.of("port", port, "protocol", "http"));
  }

  /** The same gateway with one more member of spec. */
  static VirtualGateway with(VirtualGateway resource, String member, Object value) {
    var spec = new LinkedHashMap<String, Object>(resource.getSpec());
    spec.put(member, value);
    resource.setSpec(spec);
    return resource;
  }
}
