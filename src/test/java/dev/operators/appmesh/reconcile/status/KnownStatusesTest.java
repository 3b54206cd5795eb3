// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.reconcile.TestGateways;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownStatusesTest {

  private static final VirtualGatewayStatus WRITTEN = status("written");
  private static final VirtualGatewayStatus CARRIED = status("carried");

  private final KnownStatuses knownStatuses = new KnownStatuses();

  @Test
  void resourceCarriesItsStatus() {
    assertThat(knownStatuses.latest(resource(7, CARRIED))).isEqualTo(CARRIED);
    assertThat(knownStatuses.latest(resource(7, null))).isEqualTo(VirtualGatewayStatus.EMPTY);
  }

  @Test
  void writtenStatusCountsUntilTheInformerHasSeenIt() {
    knownStatuses.saw(resource(8, WRITTEN));

    assertThat(knownStatuses.latest(resource(7, CARRIED))).as("older").isEqualTo(WRITTEN);
    assertThat(knownStatuses.latest(resource(8, WRITTEN))).as("the same").isEqualTo(WRITTEN);
    assertThat(knownStatuses.latest(resource(9, CARRIED))).as("newer").isEqualTo(CARRIED);
  }

  @Test
  void forgottenStatusDoesNotCount() {
    knownStatuses.saw(resource(8, WRITTEN));
    knownStatuses.forget(TestGateways.UID);

    assertThat(knownStatuses.latest(resource(7, CARRIED))).isEqualTo(CARRIED);
  }

  private static VirtualGatewayStatus status(String arn) {
    return VirtualGatewayStatus.EMPTY.with(it -> it.arn = arn);
  }

  private static VirtualGateway resource(long version, @Nullable VirtualGatewayStatus status) {
    var resource = TestGateways.resource(null);
    resource.getMetadata().setResourceVersion(Long.toString(version));
    resource.setStatus(status);
    return resource;
  }
}
