// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Says what to write instead, where the words of the API server say only what is wrong. */
public final class Fixes {

  /** As many letters may differ between a name that is unknown and the one that was meant. */
  private static final int NEAR = 3;

  private final RuleBook rules;

  /** By what this book knows. */
  public Fixes(RuleBook rules) {
    this.rules = rules;
  }

  /** What helps; empty where the message of the violation says it itself. */
  public Optional<String> of(Violation violation) {
    var message = violation.message();
    var name = violation.path().substring(violation.path().lastIndexOf('.') + 1);
    if (message.startsWith("unknown field")) {
      var known = rules.siblings(violation.path());
      return Optional.of(
          nearest(name, known)
              .map(meant -> "write " + meant + " instead of " + name)
              .orElse(
                  known.isEmpty()
                      ? "take it out"
                      : "take it out; known here are " + String.join(", ", known)));
    }
    if (message.equals("Required value")) {
      return Optional.of("add " + name + explained(violation.path()));
    }
    if (message.startsWith("Unsupported value")) {
      return Optional.of("write one of the supported values");
    }
    if (message.startsWith("Duplicate value")) {
      return Optional.of("remove one of the two");
    }
    if (message.startsWith("Too many") || message.startsWith("Too long")) {
      return Optional.of("shorten it to the limit");
    }
    if (message.contains("must be of type string")) {
      return Optional.of("write it in quotes");
    }
    if (message.contains("must be of type")) {
      return Optional.of("write another value" + explained(violation.path()));
    }
    if (message.contains(" in body should ")) {
      return Optional.of("write a value within the limit" + explained(violation.path()));
    }
    return Optional.empty();
  }

  private String explained(String path) {
    return path.startsWith("spec")
        ? "; see kubectl explain " + rules.shortName() + "." + path.replaceAll("\\[[^]]*]", "")
        : "";
  }

  private static Optional<String> nearest(String name, Set<String> known) {
    return known.stream()
        .filter(it -> distance(name, it) <= Math.min(NEAR, it.length() / 2))
        .min(Comparator.comparingInt(it -> distance(name, it)));
  }

  /** How many letters must be added, taken away or exchanged. */
  static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
