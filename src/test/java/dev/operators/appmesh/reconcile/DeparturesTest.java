// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class DeparturesTest {

  private final ArrayList<VirtualGateway> departed = new ArrayList<>();
  private final Departures departures = new Departures(departed::add);

  @Test
  void onlyWhatLeavesIsToldOf() {
    var resource = TestGateways.resource(null);
    departures.onResourceCreated(resource);
    departures.onResourceUpdated(resource, resource);
    assertThat(departed).isEmpty();

    departures.onResourceDeleted(resource);
    assertThat(departed).containsExactly(resource);
    assertThat(departures.getSecondaryResources(resource)).isEmpty();
  }
}
