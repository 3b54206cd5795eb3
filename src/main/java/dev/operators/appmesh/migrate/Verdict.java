// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate;

/** What became of a field in a conversion, in ascending order of severity. */
public enum Verdict {
  /** The result does the same. */
  KEPT("kept"),
  /** The result does something else, which may be good enough. */
  CHANGED("changed"),
  /** The result does the same once the user has provided what the field does not contain. */
  NEEDS_INPUT("needs-input"),
  /** The result has no equivalent. */
  LOST("lost");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** The name in reports and flags, such as {@code needs-input}. */
  public String word() {
    return word;
  }
}
