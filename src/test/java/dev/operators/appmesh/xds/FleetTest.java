// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class FleetTest {

  /** The alert AppMeshEnvoysGone tells by it that the endpoint itself is there. */
  @Test
  void theTimeOfBuildsIsAMetricBeforeAnEnvoyHasConnected() {
    var metrics = new SimpleMeterRegistry();
    assertThat(new Fleet(metrics).envoys()).isEmpty();
    assertThat(metrics.get("appmesh.endpoint.xds.build").timer().count()).isZero();
  }
}
