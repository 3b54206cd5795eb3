// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.faults;

import dev.operators.appmesh.endpoint.protocol.Call;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random faults.
 *
 * @param rules in order of precedence: the first that matches decides
 * @param random source of randomness; must be safe for concurrent use
 */
public record RandomFaults(List<FaultRule> rules, RandomGenerator random) implements Faults {

  public RandomFaults {
    rules = List.copyOf(rules);
  }

  @Override
  public Fault decide(Call call) {
    return rules.stream()
        .filter(rule -> rule.concerns(call) && random.nextDouble() < rule.rate())
        .findFirst()
        .map(FaultRule::fault)
        .orElseGet(Fault.None::new);
  }
}
