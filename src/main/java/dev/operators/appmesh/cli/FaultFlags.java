// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.faults.FaultRule;
import dev.operators.appmesh.endpoint.faults.Faults;
import dev.operators.appmesh.endpoint.faults.RandomFaults;
import dev.operators.appmesh.endpoint.faults.RateLimits;
import dev.operators.appmesh.ops.ListenAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The flags of the endpoint for injected faults. */
final class FaultFlags {

  private static final int MAX_RATE = 1_000_000;

  /** The names in {@code --rate-limit}. */
  enum RateKind {
    reads,
    writes
  }

  @Option(
      names = "--fault",
      paramLabel = "OPERATION=KIND@RATE",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      converter = Converters.ToFaultRule.class,
      description =
          "For tests of clients: injects a fault into a share of the calls. OPERATION: for example"
              + " CreateVirtualGateway, or * for all. KIND: throttle, 500, 503, cut-before,"
              + " cut-after or delay:TIME. RATE: for example 0.2 or 20%%. Repeatable; the first"
              + " match decides.")
  private List<FaultRule> rules = new ArrayList<>();

  @Option(
      names = "--rate-limit",
      paramLabel = "reads=N|writes=N",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      description =
          "For tests of clients: throttles calls above this rate per second. Default: no limit.")
  private Map<RateKind, Double> limits = new EnumMap<>(RateKind.class);

  @Option(
      names = "--allow-faults",
      description = "Allow --fault and --rate-limit on an address that other machines can reach.")
  private boolean allowFaults;

  /** What is wrong with these flags for an endpoint at {@code listen}; empty if they are valid. */
  List<String> problems(ListenAddress listen) {
    var problems = new ArrayList<String>();
    if (!listen.isLoopback() && !allowFaults && !(rules.isEmpty() && limits.isEmpty())) {
      problems.add(
          (rules.isEmpty() ? "--rate-limit" : "--fault")
              + " is not allowed with --listen "
              + listen
              + ", which other machines can reach: allow it with --allow-faults");
    }
    if (limits.values().stream().anyMatch(rate -> !(rate > 0 && rate <= MAX_RATE))) {
      problems.add("--rate-limit must be greater than 0 and at most " + MAX_RATE);
    }
    return problems;
  }

  /** The faults to inject: the rate limits decide first, then the random faults. */
  Faults faults() {
    Faults random = new RandomFaults(rules, new Random());
    return limits.isEmpty()
        ? random
        : new RateLimits(
                limits.getOrDefault(RateKind.reads, 0.0),
                limits.getOrDefault(RateKind.writes, 0.0),
                System::nanoTime)
            .or(random);
  }
}
