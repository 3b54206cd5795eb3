// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Difference;
import java.util.List;

/** What would become of a gateway if its resource were applied now. */
public sealed interface Prospect {

  /** Why a gateway would be changed. */
  enum Kind {
    /** It is the resource's own. */
    UPDATE,
    /** Nobody owns it, and the resource adopts such ones. */
    ADOPT,
    /** Another resource owns it, and an annotation permits to take it. */
    TAKE_OVER
  }

  /** It would be made. */
  record Create(DesiredGateway desired) implements Prospect {}

  /**
   * It would be changed.
   *
   * @param differences what is other than desired; tags are {@code tags[key]}
   */
  record Change(Kind kind, List<Difference> differences) implements Prospect {}

  /** All is as desired. */
  record Unchanged() implements Prospect {}

  /**
   * It would be left although it differs, since the resource says so.
   *
   * @param reason the field or annotation that says it
   */
  record Left(List<Difference> differences, String reason) implements Prospect {}

  /**
   * It belongs to somebody else, and nothing would be done.
   *
   * @param reason whose it is and what helps
   */
  record Refused(String reason) implements Prospect {}

  /**
   * It could not be found out.
   *
   * @param problem why, and what helps
   */
  record Unknown(String problem) implements Prospect {}
}
