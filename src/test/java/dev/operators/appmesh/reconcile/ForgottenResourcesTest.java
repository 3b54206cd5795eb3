// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ForgottenResourcesTest {

  private final ArrayList<String> forgotten = new ArrayList<>();
  private final ForgottenResources source = new ForgottenResources(forgotten::add);

  @Test
  void onlyWhatLeavesIsToldOf() {
    var resource = TestGateways.resource(null);
    source.onResourceCreated(resource);
    source.onResourceUpdated(resource, resource);
    assertThat(forgotten).isEmpty();

    source.onResourceDeleted(resource);
    assertThat(forgotten).containsExactly(TestGateways.UID);
    assertThat(source.getSecondaryResources(resource)).isEmpty();
  }
}
