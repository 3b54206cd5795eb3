// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.migrate.Verdict;
import java.util.List;

/**
 * A place in a spec, for adding findings. Findings for fields that are not set are ignored.
 *
 * @param path as {@code kubectl explain} spells it
 * @param findings where it is noted
 */
public record Place(String path, Findings findings) {

  /** A member, or one further below, with dots: {@code sds.secretName}. */
  public Place at(String member) {
    return new Place(path + "." + member, findings);
  }

  /** An item of a list. */
  public Place item(int index) {
    return new Place(path + "[" + index + "]", findings);
  }

  /** This field does the same. */
  public void kept() {
    kept("");
  }

  /** This field does the same, with a remark. */
  public void kept(String words) {
    findings.add(path, Verdict.KEPT, words, List.of());
  }

  /** This field does something else. */
  public void changed(String words) {
    findings.add(path, Verdict.CHANGED, words, List.of());
  }

  /** This field does the same once the user has done something. */
  public void needs(String words, List<String> commands) {
    findings.add(path, Verdict.NEEDS_INPUT, words, commands);
  }

  /** This field does the same once the user has done something. */
  public void needs(String words, String... commands) {
    needs(words, List.of(commands));
  }

  /** The result has no equivalent of this field. */
  public void lost(String words) {
    findings.add(path, Verdict.LOST, words, List.of());
  }

  /** The same for every field here and below. */
  public void all(Verdict verdict, String words) {
    findings.addBelow(path, verdict, words);
  }
}
