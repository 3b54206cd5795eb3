// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import dev.operators.appmesh.node.NodeCosts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The benchmarks. {@code ./mvnw -Pbench} runs all, {@code -Dbench=} one of them. */
public final class Bench {
  private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

  private Bench() {}

  /**
   * @param arguments {@code operator}, {@code endpoint}, {@code traffic}, {@code paths}, {@code
   *     node} or {@code all}, which is all but {@code node}
   */
  public static void main(String[] arguments) {
    // What was started ends with this, also where it is interrupted.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    // Libraries leave threads behind.
    System.exit(run(arguments[0]));
  }

  private static int run(String bench) {
    try {
      switch (bench) {
        case "all" -> {
          EndpointBench.print();
          OperatorBench.print();
          TrafficBench.print();
          HotPathBench.print();
        }
        case "endpoint" -> EndpointBench.print();
        case "operator" -> OperatorBench.print();
        case "traffic" -> TrafficBench.print();
        case "paths" -> HotPathBench.print();
        case "node" -> NodeCosts.print();
        default -> {
          System.err.printf(
              "-Dbench=%s: there are operator, endpoint, traffic, paths, node and all%n", bench);
          return 2;
        }
      }
      return 0;
    } catch (Exception | AssertionError e) {
      LOG.error("The benchmark has failed", e);
      return 1;
    }
  }
}
