// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.preview.Prospect.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The result of a plan.
 *
 * @param findings the problems in the manifests
 * @param steps what would happen to each gateway; null if App Mesh was not read
 * @param gateways number of checked VirtualGateways
 * @param connections number of checked AppMeshConnections
 * @param skipped number of manifests of other kinds
 */
public record PlanResult(
    List<ReviewFinding> findings,
    @Nullable List<Step> steps,
    int gateways,
    int connections,
    int skipped) {

  /** Whether the manifests can be applied without further action. */
  public boolean isClean() {
    return findings.isEmpty() && counts().keySet().stream().noneMatch(Action::isProblem);
  }

  /** Whether applying the manifests would change anything in App Mesh. */
  public boolean hasChanges() {
    return counts().keySet().stream().anyMatch(Action::isChange);
  }

  List<Step> live() {
    return steps == null ? List.of() : steps;
  }

  /** The steps of the gateways that are not as desired. */
  List<Step> differing() {
    return live().stream().filter(it -> it.prospect().action() != Action.UNCHANGED).toList();
  }

  /** The number of steps for each action. */
  Map<Action, Integer> counts() {
    var counts = new TreeMap<Action, Integer>();
    live().forEach(it -> counts.merge(it.prospect().action(), 1, Integer::sum));
    return counts;
  }

  /** The summary in one line. */
  String summary() {
    var parts = new ArrayList<String>();
    if (steps != null) {
      counts().forEach((action, count) -> parts.add(count + " " + phrase(action)));
    }
    var checks =
        "%d VirtualGateway%s%s checked, %d finding%s, %d other resource%s skipped"
            .formatted(
                gateways,
                plural(gateways),
                connections == 0
                    ? ""
                    : " and %d AppMeshConnection%s".formatted(connections, plural(connections)),
                findings.size(),
                plural(findings.size()),
                skipped,
                plural(skipped));
    return parts.isEmpty() ? checks + "." : checks + ". Plan: " + String.join(", ", parts) + ".";
  }

  private static String phrase(Action action) {
    return switch (action) {
      case CREATE, UPDATE, ADOPT, TAKE_OVER -> "to " + action.word();
      case LEAVE -> "left as the resource says";
      case REFUSE -> "refused";
      case UNKNOWN, UNCHANGED -> action.word();
    };
  }

  private static String plural(int count) {
    return count == 1 ? "" : "s";
  }
}
