// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import java.util.Locale;

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
    for (var step : result.live()) {
      var action = step.prospect().action();
      if (action != Prospect.Action.UNCHANGED) {
        var document = step.candidate().document();
        line(
            action.isProblem() ? "error" : "notice",
            document.source(),
            document.line(),
            "VirtualGateway " + step.candidate().name() + ": " + action.word(),
            words(step.prospect()),
            text);
      }
    }
    return text.append(result.summary()).append('\n').toString();
  }

  private static String words(Prospect prospect) {
    var words = new StringBuilder(prospect.reason());
    for (var it : prospect.differences()) {
      if (!words.isEmpty()) {
        words.append('\n');
      }
      words.append(
          "%s: %s -> %s"
              .formatted(
                  it.path(),
                  it.actual() == null ? "(none)" : it.actual(),
                  it.desired() == null ? "(none)" : it.desired()));
    }
    return words.toString();
  }

  private static void line(
      String level, String source, int line, String title, String message, StringBuilder text) {
    text.append("::").append(level).append(' ');
    if (!source.equals("-")) {
      text.append("file=").append(property(source)).append(',');
      if (line > 0) {
        text.append(String.format(Locale.ROOT, "line=%d,", line));
      }
    }
    text.append("title=").append(property(title)).append("::").append(data(message)).append('\n');
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
