// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossReportTest {

  private static final LossReport REPORT =
      new LossReport(
          List.of(
              new Finding("VirtualGateway a/one", "spec.meshName", Verdict.KEPT, ""),
              new Finding(
                  "VirtualGateway a/one",
                  "spec.x",
                  Verdict.NEEDS_INPUT,
                  "a \"Secret\" is missing",
                  List.of("kubectl create secret", "kubectl get secret")),
              new Finding("VirtualGateway two", "spec.y", Verdict.CHANGED, "a\nlittle")));

  @Test
  void textListsFindingsByResource() {
    assertThat(REPORT.text())
        .isEqualTo(
            """
            VirtualGateway a/one
              kept         spec.meshName
              needs-input  spec.x: a "Secret" is missing
                $ kubectl create secret
                $ kubectl get secret
            VirtualGateway two
              changed      spec.y: a?little
            1 kept, 1 changed, 1 needs-input, 0 lost
            """);
  }

  @Test
  void jsonListsFindings() {
    assertThat(new LossReport(REPORT.findings().subList(1, 2)).json())
        .isEqualTo(
            """
            {
              "findings" : [
                {
                  "resource" : "VirtualGateway a/one",
                  "field" : "spec.x",
                  "verdict" : "needs-input",
                  "words" : "a \\"Secret\\" is missing",
                  "commands" : [
                    "kubectl create secret",
                    "kubectl get secret"
                  ]
                }
              ],
              "summary" : {
                "kept" : 0,
                "changed" : 0,
                "needs-input" : 1,
                "lost" : 0
              }
            }
            """);
  }

  @ParameterizedTest
  @CsvSource({"KEPT, true", "CHANGED, true", "NEEDS_INPUT, true", "LOST, false"})
  void reachesAVerdictThatIsAsBadOrWorse(Verdict limit, boolean reached) {
    assertThat(REPORT.reaches(limit)).isEqualTo(reached);
    assertThat(new LossReport(List.of()).reaches(limit)).isFalse();
  }
}
