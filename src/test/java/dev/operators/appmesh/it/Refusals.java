// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.CommandLineRun;
import java.io.IOException;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The refusals of kubectl apply beside those of plan. */
final class Refusals {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern UNKNOWN = Pattern.compile("unknown field \"([^\"]+)\"");
  private static final Pattern INVALID =
      Pattern.compile("(?:is invalid: |(?m:^\\* ))([A-Za-z][^ :]*): ");

  private Refusals() {}

  /** What is unknown is refused before anything else is looked at. */
  static void assertSameFields(String kubectl, CommandLineRun plan) throws IOException {
    assertThat(plan.exitCode()).isEqualTo(1);
    var findings = JSON.readTree(plan.out()).get("findings");
    var strict = kubectl.contains("strict decoding error");
    var ours = new TreeSet<String>();
    for (var finding : findings) {
      assertThat(finding.get("line").asInt()).isPositive();
      if (!strict || finding.get("message").asText().startsWith("unknown field")) {
        ours.add(finding.get("path").asText());
      }
    }
    var theirs = new TreeSet<String>();
    (strict ? UNKNOWN : INVALID).matcher(kubectl).results().forEach(it -> theirs.add(it.group(1)));
    assertThat(ours).as(kubectl).isEqualTo(theirs).isNotEmpty();
  }
}
