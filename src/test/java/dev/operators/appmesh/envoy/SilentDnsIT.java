// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DNS server that does not answer. */
class SilentDnsIT {

  /** With the resolver's own defaults Envoy would wait for 75 s, which is more than this allows. */
  @Test
  void itHoldsUpNothingForLong(@TempDir Path folder) throws IOException {
    var configuration =
        GatewayConfiguration.of(
            ExampleMesh.named("color-weights"), "ingress-vg", TranslatorSettings.DEFAULT);
    var adminPort = FreePorts.some(1).getFirst();
    try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var bootstrap =
          new StaticBootstrap(adminPort)
              .add("", configuration)
              .withPortsFrom(0)
              .withResolver(silent.getLocalPort())
              .tree();
      var file = new Bootstrap(Map.of(), Map.of(), folder).write("silent", bootstrap);
      try (var envoy =
          EnvoyProcess.start(EnvoyProgram.find(), file, adminPort, Duration.ofSeconds(30))) {
        assertThat(envoy.stat("cluster.cds_egress_.*colorteller-red-vn.*.update_failure"))
            .isPositive();
      }
    }
  }
}
