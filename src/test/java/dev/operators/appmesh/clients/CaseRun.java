// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;

/** A case, carried out by one client. */
final class CaseRun {

  private final Conformance table;
  private final ApiClient client;
  private final ObjectNode variables;
  private final Template template;

  /**
   * @param mesh a name that no other run uses, for all that the case makes
   */
  CaseRun(Conformance table, ApiClient client, String mesh, String account) {
    this.table = table;
    this.client = client;
    variables = table.variables().deepCopy();
    variables.put("mesh", mesh).put("account", account).put("uuid", UUID.randomUUID().toString());
    template = new Template(variables);
  }

  /** What is not as the case says, in words; empty where all is. */
  Optional<String> problem(ConformanceCase one) {
    if (one.given() != null) {
      var before = problem(table.given(one.given()));
      if (before.isPresent()) {
        return before;
      }
    }
    for (int i = 0; i < one.steps().size(); i++) {
      var step = one.steps().get(i);
      var input = template.filled(step.input());
      var answer = client.call(step.operation(), input);
      var problem = problem(step, answer);
      if (problem.isPresent()) {
        var call = "%s, step %d, %s %s".formatted(one.name(), i + 1, step.operation(), input);
        return problem.map(it -> "%s%n  by %s: %s".formatted(it, client.name(), call));
      }
    }
    return Optional.empty();
  }

  private Optional<String> problem(ConformanceCase.Step step, ApiAnswer answer) {
    return switch (answer) {
      case ApiAnswer.Unsent(var reason) -> Optional.of("not sent: " + reason);
      case ApiAnswer.Output(var members) -> {
        if (step.as() != null) {
          variables.set(step.as(), members);
        }
        yield step.gives() == null
            ? Optional.of("should be refused with " + step.refused() + ", but gave " + members)
            : new Expectation(client.showsNulls())
                .difference("output", template.filled(step.gives()), members);
      }
      case ApiAnswer.Refusal refusal ->
          step.refused() == null
              ? Optional.of("should be answered, but was refused: " + refusal)
              : problem(step.refused(), refusal);
    };
  }

  private Optional<String> problem(ConformanceCase.Refused expected, ApiAnswer.Refusal actual) {
    var says = expected.says() == null ? null : filled(expected.says());
    var fits =
        expected.code().equals(actual.code())
            && (actual.status() == null || actual.status() == expected.status())
            && !actual.message().isBlank()
            && (says == null || says.equals(actual.message()))
            && (expected.about() == null || actual.message().contains(filled(expected.about())));
    return fits ? Optional.empty() : Optional.of("should be " + expected + ", but was " + actual);
  }

  private String filled(String text) {
    return template.filled(variables.textNode(text)).asText();
  }
}
