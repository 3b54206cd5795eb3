// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts what is read of one file, and ends the reading at the limit. Keeps each word once, since
 * the same ones appear in every resource.
 */
final class Reading {

  /** Longer strings are seldom the same. */
  private static final int WORD = 64;

  private final String source;
  private final Map<String, String> words = new HashMap<>();
  private long values;
  private long merged;

  Reading(String source) {
    this.source = source;
  }

  /**
   * Counts values.
   *
   * @param more how many there are with this one, if it stands for others
   * @throws UnreadableDocumentException if there are more than {@link Bounds#VALUES}
   */
  void values(long more, int line) {
    values += more;
    if (values > Bounds.VALUES) {
      throw unreadable(line, Bounds.TOO_MANY);
    }
  }

  /**
   * Counts objects and members that are taken over by {@code <<}.
   *
   * @throws UnreadableDocumentException if there are more than {@link Bounds#MERGED}
   */
  void merged(int more, int line) {
    merged += more;
    if (merged > Bounds.MERGED) {
      throw unreadable(line, Bounds.TOO_MANY_MERGED);
    }
  }

  /**
   * The name of a member.
   *
   * @throws UnreadableDocumentException if it has more than {@link Bounds#NAME} characters
   */
  String name(String name, int line) {
    if (name.length() > Bounds.NAME) {
      throw unreadable(line, Bounds.NAME_TOO_LONG);
    }
    return word(name);
  }

  /** The same text, kept once if it is short. */
  String word(String text) {
    return text.length() > WORD ? text : words.computeIfAbsent(text, it -> it);
  }

  UnreadableDocumentException unreadable(int line, String problem) {
    return new UnreadableDocumentException(source, line, problem, null);
  }
}
