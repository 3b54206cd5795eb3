// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.manifest.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan as one JSON object, for programs. Values of fields are JSON in strings, or null. */
public final class PlanJson {

  private PlanJson() {}

  /**
   * The whole plan, including unchanged gateways. {@code gateways} is absent if App Mesh was not
   * read.
   */
  public static String of(PlanResult result) {
    var plan = new LinkedHashMap<String, Object>();
    plan.put("checked", result.gateways() + result.connections());
    plan.put("skipped", result.skipped());
    plan.put("findings", result.findings().stream().map(PlanJson::finding).toList());
    if (result.steps() != null) {
      plan.put("gateways", result.live().stream().map(PlanJson::step).toList());
      var counts = new LinkedHashMap<String, Integer>();
      result.counts().forEach((action, count) -> counts.put(action.word(), count));
      plan.put("counts", counts);
    }
    return JsonText.write(plan);
  }

  private static Map<String, Object> finding(ReviewFinding it) {
    var finding = new LinkedHashMap<String, Object>();
    finding.put("file", it.source());
    finding.put("line", it.line());
    finding.put("resource", it.resource());
    finding.put("path", it.path());
    finding.put("message", it.message());
    finding.put("fix", it.fix());
    return finding;
  }

  private static Map<String, Object> step(Step it) {
    var key = it.candidate().desired().key();
    var step = new LinkedHashMap<String, Object>();
    step.put("file", it.candidate().document().source());
    step.put("line", it.candidate().document().line());
    step.put("resource", OurKind.GATEWAY.word() + " " + it.candidate().name());
    step.put("meshName", key.meshName());
    step.put("meshOwner", key.meshOwner());
    step.put("virtualGatewayName", key.name());
    step.put("action", it.prospect().action().word());
    step.put("reason", it.prospect().reason());
    var differences = new ArrayList<Map<String, Object>>();
    for (var difference : it.prospect().differences()) {
      var field = new LinkedHashMap<String, Object>();
      field.put("path", difference.path());
      field.put("live", difference.actual());
      field.put("desired", difference.desired());
      differences.add(field);
    }
    step.put("differences", List.copyOf(differences));
    return step;
  }
}
