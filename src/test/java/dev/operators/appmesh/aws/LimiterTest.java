// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.gateway.MeshConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimiterTest {

  @ParameterizedTest
  @CsvSource({"3, 2, 3, 2", "0, 2, 100, 2", "3, 0, 3, 100", "0, 0, 100, 100"})
  void capsAreForReadsAndWritesApart(double maxReads, double maxWrites, double read, double write) {
    var metrics = new SimpleMeterRegistry();
    var _ = new Limiter(maxReads, maxWrites, metrics, MeshConnection.OWN);

    assertThat(rate(metrics, "read")).isEqualTo(read);
    assertThat(rate(metrics, "write")).isEqualTo(write);
  }

  private static double rate(SimpleMeterRegistry metrics, String kind) {
    return metrics.get("appmesh.limiter.rate").tag("kind", kind).gauge().value();
  }
}
