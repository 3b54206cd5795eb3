// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.SpecTree;
import java.util.List;
import java.util.stream.Stream;

/**
 * What would happen to one gateway.
 *
 * @param candidate the resource
 * @param prospect what would happen
 */
public record Step(Candidate candidate, Prospect prospect) {

  /** The action, in one word. */
  enum Action {
    CREATE("create", '+'),
    UPDATE("update", '~'),
    ADOPT("adopt", '>'),
    TAKE_OVER("take over", '>'),
    LEAVE("leave", '='),
    REFUSE("refuse", '!'),
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

  Action action() {
    return switch (prospect) {
      case Prospect.Create(var _) -> Action.CREATE;
      case Prospect.Change(var kind, var _) ->
          switch (kind) {
            case UPDATE -> Action.UPDATE;
            case ADOPT -> Action.ADOPT;
            case TAKE_OVER -> Action.TAKE_OVER;
          };
      case Prospect.Left _ -> Action.LEAVE;
      case Prospect.Refused _ -> Action.REFUSE;
      case Prospect.Unknown _ -> Action.UNKNOWN;
      case Prospect.Unchanged() -> Action.UNCHANGED;
    };
  }

  /** The reason; empty if it is obvious. */
  String reason() {
    return switch (prospect) {
      case Prospect.Left(var _, var reason) -> reason;
      case Prospect.Refused(var reason) -> reason;
      case Prospect.Unknown(var problem) -> problem;
      case Prospect.Create _, Prospect.Change _, Prospect.Unchanged _ -> "";
    };
  }

  /** The fields that would change. */
  List<Difference> differences() {
    return switch (prospect) {
      case Prospect.Create(var desired) ->
          Stream.concat(
                  desired.spec().differences(SpecTree.EMPTY).stream(),
                  desired.allTags().values().entrySet().stream()
                      .map(
                          tag ->
                              new Difference(
                                  "tags[" + tag.getKey() + "]", '"' + tag.getValue() + '"', null)))
              .map(Step::inTheManifest)
              .toList();
      case Prospect.Change(var _, var differences) -> inTheManifest(differences);
      case Prospect.Left(var differences, var _) -> inTheManifest(differences);
      case Prospect.Refused _, Prospect.Unknown _, Prospect.Unchanged _ -> List.of();
    };
  }

  private static List<Difference> inTheManifest(List<Difference> differences) {
    return differences.stream().map(Step::inTheManifest).toList();
  }

  /** The fields of the gateway's spec are in the resource's spec. */
  private static Difference inTheManifest(Difference it) {
    return it.path().startsWith("tags[")
        ? it
        : new Difference("spec." + it.path(), it.desired(), it.actual());
  }
}
