// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceGatewayTest {

  @Test
  void unknownMembersOfASpecAreNoObstacle() {
    var spec = Map.of("meshName", "apps", "fromTheFuture", Map.of(), "listeners", List.of());
    var gateway = SourceGateway.of(Map.of("metadata", Map.of("name", "edge"), "spec", spec));

    assertThat(gateway.spec().meshName()).isEqualTo("apps");
  }
}
