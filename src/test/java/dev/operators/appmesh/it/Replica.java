// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * One of several operators, and what it has sent to the endpoint.
 *
 * @param process the operator
 * @param gate its own way to the endpoint
 */
record Replica(OperatorProcess process, Gate gate) implements AutoCloseable {

  static Replica start(Bench bench, Path kubeconfig, String... arguments) {
    var gate = new Gate(bench.endpoint.uri());
    return new Replica(OperatorProcess.electing(bench, kubeconfig, gate, arguments), gate);
  }

  /** Waits until it could take over at once, and answers where its health and metrics are. */
  URI awaitReady() {
    var management = process.awaitStarted();
    Awaitility.await("ready")
        .ignoreExceptions()
        .until(() -> OperatorProcess.get(management.resolve("/readyz")).statusCode() == 200);
    return management;
  }

  /** Waits for its first call, and answers when that was. */
  Instant awaitFirstCall() {
    return Awaitility.await("a call")
        .atMost(Bench.PATIENCE)
        .until(gate::firstCall, Optional::isPresent)
        .orElseThrow();
  }

  /** Asserts that it called before, and not since {@code moment}. */
  void assertSilentSince(Instant moment) {
    assertThat(gate.lastCall()).hasValueSatisfying(it -> assertThat(it).isBefore(moment));
  }

  @Override
  public void close() {
    process.close();
    gate.close();
  }
}
