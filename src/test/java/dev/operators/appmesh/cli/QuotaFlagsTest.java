// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class QuotaFlagsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | {}",
        "--aws-quotas | {MESHES_PER_ACCOUNT=15, VIRTUAL_GATEWAYS_PER_MESH=3,"
            + " GATEWAY_ROUTES_PER_VIRTUAL_GATEWAY=10, VIRTUAL_NODES_PER_MESH=200,"
            + " BACKENDS_PER_VIRTUAL_NODE=50, VIRTUAL_ROUTERS_PER_MESH=200,"
            + " ROUTES_PER_VIRTUAL_ROUTER=50, VIRTUAL_SERVICES_PER_MESH=200}",
        "--quota=virtual-gateways-per-mesh=0 | {VIRTUAL_GATEWAYS_PER_MESH=0}",
        "--aws-quotas --quota=meshes-per-account=99 | {MESHES_PER_ACCOUNT=99,"
            + " VIRTUAL_GATEWAYS_PER_MESH=3, GATEWAY_ROUTES_PER_VIRTUAL_GATEWAY=10,"
            + " VIRTUAL_NODES_PER_MESH=200, BACKENDS_PER_VIRTUAL_NODE=50,"
            + " VIRTUAL_ROUTERS_PER_MESH=200, ROUTES_PER_VIRTUAL_ROUTER=50,"
            + " VIRTUAL_SERVICES_PER_MESH=200}",
      })
  void quotaOverridesAwsQuotas(String flags, String quotas) {
    var parsed = new QuotaFlags();
    new CommandLine(parsed).parseArgs(flags.isEmpty() ? new String[0] : flags.split(" ", -1));

    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.quotas()).hasToString(quotas);
  }
}
