// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * Which regular expressions Envoy takes: one that it refuses would hold up all routes beside it. It
 * has RE2 read them byte by byte, so there is no escape for what is more than a byte.
 */
final class RegularExpressions {

  /** The bound of App Mesh's own Envoy. */
  private static final int MOST = 1000;

  private static final java.util.regex.Pattern ESCAPE =
      java.util.regex.Pattern.compile(
          "(?s)\\\\(x\\{0*(?<hex>[0-9A-Fa-f]*)}|(?<octal>[1-7][0-7]{2})|(?<other>.))");

  private RegularExpressions() {}

  /** What Envoy has against one, and what to do; empty if nothing. */
  static Optional<String> problem(String regex) {
    try {
      var size = Pattern.compile(new String(regex.getBytes(UTF_8), ISO_8859_1)).programSize();
      if (size > MOST) {
        return refused(regex, "is too large for RE2 (%d of %d): shorten it".formatted(size, MOST));
      }
    } catch (PatternSyntaxException e) {
      return refused(regex, "is not one of RE2 (%s): correct it".formatted(e.getDescription()));
    }
    var escape = ESCAPE.matcher(regex);
    while (escape.find()) {
      var hex = escape.group("hex");
      var octal = escape.group("octal");
      var other = escape.group("other");
      if ((hex != null && hex.length() > 2)
          || (octal != null && octal.charAt(0) > '3')
          || (other != null && other.charAt(0) > 127)) {
        return refused(
            regex,
            "has the escape %s of more than a byte: leave out the backslash"
                .formatted(escape.group()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refused(String regex, String reason) {
    return Optional.of("the regular expression '%s' %s".formatted(regex, reason));
  }
}
