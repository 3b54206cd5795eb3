// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.model.Difference;
import java.util.List;

/**
 * What would become of a gateway if its resource were applied now.
 *
 * @param action what would be done
 * @param differences what differs, as paths in the resource; tags are {@code tags[key]}
 * @param reason why, and what helps; empty if it is obvious
 */
public record Prospect(Action action, List<Difference> differences, String reason) {

  static final Prospect UNCHANGED = new Prospect(Action.UNCHANGED, List.of(), "");

  /** What would be done, in one word. */
  public enum Action {
    CREATE("create", '+'),
    UPDATE("update", '~'),
    /** Nobody owns the gateway, and the resource adopts such ones. */
    ADOPT("adopt", '>'),
    /** Another resource owns it, and an annotation permits to take it. */
    TAKE_OVER("take over", '>'),
    /** It differs, and the resource says that it is left so. */
    LEAVE("leave", '='),
    /** It belongs to somebody else. */
    REFUSE("refuse", '!'),
    /** It could not be found out. */
    UNKNOWN("unknown", '?'),
    UNCHANGED("unchanged", ' ');

    private final String word;
    private final char sign;

    Action(String word, char sign) {
      this.word = word;
      this.sign = sign;
    }

    String word() {
      return word;
    }

    char sign() {
      return sign;
    }

    /** Whether it changes anything in App Mesh. */
    boolean isChange() {
      return this == CREATE || this == UPDATE || this == ADOPT || this == TAKE_OVER;
    }

    /** Whether the user must do something first. */
    boolean isProblem() {
      return this == REFUSE || this == UNKNOWN;
    }
  }

  /** With the paths of {@code differences} in the gateway. */
  static Prospect of(Action action, List<Difference> differences, String reason) {
    return new Prospect(action, differences.stream().map(Prospect::inTheResource).toList(), reason);
  }

  /** The fields of the gateway's spec are in the resource's spec. */
  private static Difference inTheResource(Difference it) {
    return it.path().startsWith("tags[")
        ? it
        : new Difference("spec." + it.path(), it.desired(), it.actual());
  }
}
