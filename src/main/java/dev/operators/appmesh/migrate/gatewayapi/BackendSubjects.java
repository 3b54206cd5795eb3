// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.envoy.SubjectName;
import dev.operators.appmesh.migrate.export.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of which the certificate of a backend must carry one, as a BackendTLSPolicy has them: 5
 * at most, host names in lower case and URIs alone.
 *
 * @param names all of them
 * @param written those that the policy takes
 */
record BackendSubjects(List<SubjectName> names, List<Map<String, Object>> written) {

  private static final int MOST = 5;
  private static final int LONGEST = 253;
  private static final Pattern HOSTNAME =
      Pattern.compile("(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern URI =
      Pattern.compile("(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\\?([^#]*))?(#(.*))?");

  static BackendSubjects of(List<SubjectName> names) {
    var taken = new LinkedHashSet<Map<String, Object>>();
    names.stream().map(BackendSubjects::subject).filter(Objects::nonNull).forEach(taken::add);
    return new BackendSubjects(names, taken.stream().limit(MOST).toList());
  }

  /** Notes what becomes of the names. */
  void note(Place exact) {
    if (written.size() < names.size()) {
      exact.lost(
          "%d of %d names are written: a BackendTLSPolicy takes %d, host names and URIs alone"
              .formatted(written.size(), names.size(), MOST));
    } else if (names.stream().anyMatch(BackendSubjects::hasCapitals)) {
      exact.changed("host names are written in lower case");
    } else {
      exact.kept(SubjectName.KINDS);
    }
  }

  private static boolean hasCapitals(SubjectName name) {
    return name.kind() == SubjectName.Kind.DNS && !name.text().equals(lower(name.text()));
  }

  private static @Nullable Map<String, Object> subject(SubjectName name) {
    if (name.text().length() > LONGEST) {
      return null;
    }
    return switch (name.kind()) {
      case DNS ->
          HOSTNAME.matcher(lower(name.text())).matches()
              ? map("type", "Hostname", "hostname", lower(name.text()))
              : null;
      case URI ->
          URI.matcher(name.text()).matches() ? map("type", "URI", "uri", name.text()) : null;
      case IP_ADDRESS -> null;
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
