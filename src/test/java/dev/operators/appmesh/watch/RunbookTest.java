// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.reconcile.plan.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds what to do, and alerts speak of reasons that there are. */
class RunbookTest {

  private static final Pattern REASONS = Pattern.compile("reason[=!]~?\"([^\"]*)\"");
  private static final Pattern CONDITIONS = Pattern.compile("condition[=!]~?\"([^\"]*)\"");

  @Test
  void everyAlertHasItsSectionAndEverySectionItsAlert() throws IOException {
    var runbook = Files.readString(Path.of("docs/runbook.md"));
    var sections = Pattern.compile("(?m)^## (.*)$").matcher(runbook).results();

    assertThat(sections.map(it -> it.group(1)))
        .containsExactlyElementsOf(
            Expressions.alerts().stream().map(alert -> alert.get("alert").asText()).toList());
  }

  @Test
  void everyAlertHasSummarySeverityAndRunbook() {
    assertThat(Expressions.alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              var name = alert.get("alert").asText();
              assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
              assertThat(alert.at("/annotations/description").asText()).as(name).isNotBlank();
              assertThat(alert.at("/annotations/runbook").asText())
                  .isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
              assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
            });
  }

  @Test
  void expressionsNameExistingReasonsAndConditions() {
    var expressions =
        Stream.concat(Expressions.ofAlerts().stream(), Expressions.ofDashboard().stream()).toList();

    assertThat(expressions)
        .flatMap(it -> words(REASONS, it.expr()))
        .isNotEmpty()
        .isSubsetOf(Stream.of(Reason.values()).map(Reason::text).toList());
    assertThat(expressions)
        .flatMap(it -> words(CONDITIONS, it.expr()))
        .isNotEmpty()
        .isSubsetOf("Ready", "Synced");
  }

  /**
   * The alert about all other reasons leaves out those that are fine, and those of other alerts.
   */
  @Test
  void everyReasonOfAFailureHasOneAlert() {
    var named = Pattern.compile("condition=\"Synced\".*reason=~?\"([^\"]*)\"", Pattern.DOTALL);
    var leftOut = Pattern.compile("reason!~\"([^\"]*)\"");
    var alerts = Expressions.ofAlerts();
    var told = alerts.stream().flatMap(it -> words(named, it.expr()).stream()).toList();

    assertThat(told)
        .containsAll(Stream.of(Reason.values()).filter(Reason::stalls).map(Reason::text).toList())
        .doesNotHaveDuplicates();
    assertThat(alerts.stream().flatMap(it -> words(leftOut, it.expr()).stream()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("Paused", "PlanOnly", "Drifted"), told.stream()).toList());
  }

  private static List<String> words(Pattern pattern, String expr) {
    return pattern
        .matcher(expr)
        .results()
        .flatMap(it -> Stream.of(it.group(1).split("\\|")))
        .toList();
  }

  @Test
  void panelsDoNotOverlap() throws IOException {
    var panels =
        new ObjectMapper()
            .readTree(Expressions.DASHBOARD.toFile())
            .get("panels")
            .valueStream()
            .toList();

    assertThat(panels.stream().map(panel -> panel.get("id").asInt())).doesNotHaveDuplicates();
    assertThat(panels.stream().flatMap(RunbookTest::cells)).doesNotHaveDuplicates();
  }

  private static Stream<String> cells(JsonNode panel) {
    var place = panel.get("gridPos");
    var columns = IntStream.range(0, place.get("w").asInt()).boxed().toList();
    return IntStream.range(0, place.get("h").asInt())
        .boxed()
        .flatMap(
            y ->
                columns.stream()
                    .map(x -> (place.get("x").asInt() + x) + "," + (place.get("y").asInt() + y)));
  }
}
