// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan as workflow commands of GitHub Actions, which show it beside the lines of the files:
 * errors for problems, notices for changes.
 */
public final class PlanAnnotations {

  private PlanAnnotations() {}

  /** One line for each problem and change, and a summary as a plain line. */
  public static String of(PlanResult result) {
    var text = new StringBuilder();
    result
        .findings()
        .forEach(it -> line("error", it.source(), it.line(), it.title(), it.advice(), text));
    for (var step : result.differing()) {
      var action = step.prospect().action();
      var document = step.candidate().document();
      line(
          action.isProblem() ? "error" : "notice",
          document.source(),
          document.line(),
          "VirtualGateway " + step.candidate().name() + ": " + action.word(),
          words(step.prospect()),
          text);
    }
    return text.append(result.summary()).append('\n').toString();
  }

  private static String words(Prospect prospect) {
    var differences =
        prospect.differences().stream()
            .map(it -> it.path() + ": " + value(it.actual()) + " -> " + value(it.desired()));
    return Stream.concat(Stream.of(prospect.reason()), differences)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String value(@Nullable String json) {
    return json == null ? "(none)" : json;
  }

  private static void line(
      String level, String source, int line, String title, String message, StringBuilder text) {
    var file = source.equals("-") ? "" : "file=" + property(source) + ",";
    var place = file.isEmpty() || line <= 0 ? file : file + "line=" + line + ",";
    text.append("::%s %stitle=%s::%s\n".formatted(level, place, property(title), data(message)));
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
