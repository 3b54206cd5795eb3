// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate;

import dev.operators.appmesh.manifest.JsonText;
import dev.operators.appmesh.model.Ordered;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What became of every field that was set, in the order of the findings.
 *
 * @param findings one for each field
 */
public record LossReport(List<Finding> findings) {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  public LossReport {
    findings = List.copyOf(findings);
  }

  /** Whether a finding has the verdict {@code limit} or a worse one. */
  public boolean reaches(Verdict limit) {
    return findings.stream().anyMatch(found -> found.verdict().compareTo(limit) >= 0);
  }

  /**
   * For people: the findings and their commands below the name of their resource, and at the end
   * the number of findings for each verdict. Ends with a line break.
   */
  public String text() {
    var text = new StringBuilder();
    var resource = "";
    var verdicts = Verdict.NEEDS_INPUT.word().length();
    for (var found : findings) {
      if (!found.resource().equals(resource)) {
        resource = found.resource();
        text.append(resource).append('\n');
      }
      var verdict = found.verdict().word();
      text.append("  ").append(verdict).append(" ".repeat(verdicts - verdict.length() + 2));
      text.append(found.field());
      if (!found.words().isEmpty()) {
        text.append(": ").append(shown(found.words()));
      }
      text.append('\n');
      found.commands().forEach(it -> text.append("    $ ").append(shown(it)).append('\n'));
    }
    return text.append(summary()).append('\n').toString();
  }

  /**
   * For programs: an object with {@code findings}, each with resource, field, verdict, words and
   * commands, and {@code summary}, the number of findings by verdict. Ends with a line break.
   */
  public String json() {
    var summary = new LinkedHashMap<String, Long>();
    for (var verdict : Verdict.values()) {
      summary.put(verdict.word(), count(verdict));
    }
    var all = findings.stream().map(LossReport::json).toList();
    return JsonText.write(Ordered.map("findings", all, "summary", summary));
  }

  private static Map<String, Object> json(Finding found) {
    return Ordered.map("resource", found.resource())
        .with("field", found.field())
        .with("verdict", found.verdict().word())
        .with("words", found.words())
        .with("commands", found.commands());
  }

  private String summary() {
    return Arrays.stream(Verdict.values())
        .map(verdict -> count(verdict) + " " + verdict.word())
        .collect(Collectors.joining(", "));
  }

  private long count(Verdict verdict) {
    return findings.stream().filter(found -> found.verdict() == verdict).count();
  }

  /** Values of a spec may contain line breaks, but each finding stays on one line. */
  private static String shown(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
