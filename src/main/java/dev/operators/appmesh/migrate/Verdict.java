// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate;

/** What became of a field on its way to another form; the later, the worse. */
public enum Verdict {
  /** The result does the same. */
  KEPT("kept"),
  /** The result does something else, which may be good enough. */
  CHANGED("changed"),
  /** The result does the same once a person has given what the field alone does not tell. */
  NEEDS_INPUT("needs-input"),
  /** The result has nothing for it. */
  LOST("lost");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** As reports and flags write it: {@code needs-input}. */
  public String word() {
    return word;
  }
}
