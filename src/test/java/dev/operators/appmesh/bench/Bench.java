// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

/** The benchmarks. {@code ./mvnw -Pbench} runs both, {@code -Dbench=} one of them. */
public final class Bench {

  private Bench() {}

  /**
   * @param arguments {@code operator}, {@code endpoint} or {@code all}
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "all" -> {
        EndpointBench.print();
        OperatorBench.print();
      }
      case "endpoint" -> EndpointBench.print();
      case "operator" -> OperatorBench.print();
      default -> {
        System.err.printf("-Dbench=%s: there are operator, endpoint and all%n", arguments[0]);
        System.exit(2);
      }
    }
    // Libraries leave threads behind.
    System.exit(0);
  }
}
