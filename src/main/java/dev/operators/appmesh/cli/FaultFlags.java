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

/** The flags of an endpoint that say what goes wrong on purpose. */
final class FaultFlags {

  private static final int MAX_RATE = 1_000_000;

  /** The words of {@code --rate-limit}. */
  enum RateKind {
    reads,
    writes
  }

  @Option(
      names = "--fault",
      paramLabel = "OPERATION=KIND@RATE",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      converter = FaultRuleConverter.class,
      description =
          "For tests of clients: treats a share of the calls badly. An operation, such as"
              + " CreateVirtualGateway, or * for all; throttle, 500, 503, cut-before, cut-after or"
              + " delay:TIME; a share, such as 0.2 or 20%%. Repeatable, the first that hits"
              + " decides.")
  private List<FaultRule> rules = new ArrayList<>();

  @Option(
      names = "--rate-limit",
      paramLabel = "reads=N|writes=N",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      description =
          "For tests of clients: refuses what exceeds so many calls per second. Default: none.")
  private Map<RateKind, Double> limits = new EnumMap<>(RateKind.class);

  @Option(
      names = "--allow-faults",
      description = "Permit --fault and --rate-limit with a --listen that others can reach.")
  private boolean allowFaults;

  /** What speaks against these flags at {@code listen}; empty if nothing does. */
  List<String> problems(ListenAddress listen) {
    var problems = new ArrayList<String>();
    if (!listen.isLoopback() && !allowFaults && !(rules.isEmpty() && limits.isEmpty())) {
      problems.add(
          (rules.isEmpty() ? "--rate-limit" : "--fault")
              + " would hit others, who can reach --listen "
              + listen
              + ": permit it with --allow-faults");
    }
    if (limits.values().stream().anyMatch(rate -> !(rate > 0 && rate <= MAX_RATE))) {
      problems.add("--rate-limit must be more than 0 and at most " + MAX_RATE);
    }
    return problems;
  }

  /** What goes wrong: what is too fast first, then what is drawn. */
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
