// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import java.util.Map;
import java.util.Set;

/** Checks the spec of a mesh (API type MeshSpec). */
final class MeshSpecs {
  private static final Set<String> EGRESS = Set.of("ALLOW_ALL", "DROP_ALL");
  private static final Set<String> IP =
      Set.of("IPv6_PREFERRED", "IPv4_PREFERRED", "IPv4_ONLY", "IPv6_ONLY");

  private MeshSpecs() {}

  /** The spec in {@code call}; one without members where the call has none. */
  static Map<String, Object> checked(Call call) {
    var spec = call.members().structure("spec").orElse(new Members("spec.", Map.of()));
    Shapes.MESH_SPEC.checkMembers("spec", spec.values());
    spec.structure("egressFilter")
        .ifPresent(
            filter -> oneOf("spec.egressFilter.type", filter.requiredString("type"), EGRESS));
    spec.structure("serviceDiscovery")
        .flatMap(discovery -> discovery.string("ipPreference"))
        .ifPresent(value -> oneOf("spec.serviceDiscovery.ipPreference", value, IP));
    return spec.values();
  }

  private static void oneOf(String path, String value, Set<String> values) {
    if (!values.contains(value)) {
      throw ApiError.badRequest(
          path + " must be one of " + String.join(", ", values.stream().sorted().toList()) + ".");
    }
  }
}
