// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.GoldenFiles;
import dev.operators.appmesh.manifest.YamlText;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the gateways of AWS's examples are for Envoy, byte for byte. {@code -Dgolden=write} writes
 * the files anew, for a person to read the difference.
 */
class GatewayConfigurationGoldenTest {

  @Test
  void configurationsEqualTheGoldenFiles() {
    var golden = new GoldenFiles("envoy/golden");
    for (var name : ExampleMesh.names()) {
      var mesh = ExampleMesh.named(name);
      for (var gateway : ExampleMesh.gateways(mesh)) {
        golden.check(
            name + "." + gateway + ".yaml",
            text(GatewayConfiguration.of(mesh, gateway, TranslatorSettings.DEFAULT)));
      }
    }
    golden.assertAllUsed();
  }

  /** The same for the same configuration. */
  static String text(Configuration configuration) {
    var omissions =
        configuration.omissions().stream()
            .map(it -> map("resource", it.resource(), "reason", it.reason()))
            .toList();
    return YamlText.write(
        List.of(
            map("listeners", configuration.listeners())
                .with("routes", configuration.routes())
                .with("clusters", configuration.clusters())
                .with("endpoints", configuration.endpoints())
                .with("secrets", configuration.secrets().isEmpty() ? null : configuration.secrets())
                .with("omissions", omissions)));
  }
}
