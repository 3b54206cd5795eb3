// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.model.Difference;

/** A plan for people, in the form of a diff: lines with - show what App Mesh has. */
public final class PlanText {

  private PlanText() {}

  /** First the findings, then each gateway that differs, then a summary. */
  public static String of(PlanResult result) {
    var text = new StringBuilder();
    result.findings().forEach(it -> text.append(it.text()).append('\n'));
    result.differing().forEach(it -> describe(it, text));
    return text.append(result.summary()).append('\n').toString();
  }

  private static void describe(Step step, StringBuilder text) {
    var candidate = step.candidate();
    var prospect = step.prospect();
    text.append(
        "%c %s %s: %s (%s:%d)\n"
            .formatted(
                prospect.action().sign(),
                prospect.action().word(),
                candidate.name(),
                candidate.desired().key(),
                candidate.document().source(),
                candidate.document().line()));
    if (!prospect.reason().isEmpty()) {
      text.append("    ").append(prospect.reason()).append('\n');
    }
    prospect.differences().forEach(it -> describe(it, text));
  }

  private static void describe(Difference difference, StringBuilder text) {
    if (difference.actual() != null) {
      text.append("-   %s: %s\n".formatted(difference.path(), difference.actual()));
    }
    if (difference.desired() != null) {
      text.append("+   %s: %s\n".formatted(difference.path(), difference.desired()));
    }
  }
}
