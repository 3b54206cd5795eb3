// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be done about a gateway. */
sealed interface Plan {

  /**
   * Make it.
   *
   * @param change what that amounts to
   */
  record Create(ClientToken token, Outcome.Change change) implements Plan {}

  /**
   * Bring it in line.
   *
   * @param differences what is other than desired in its spec; the spec is replaced if there are
   *     any
   * @param add tags to write
   * @param remove keys of tags to take away
   * @param change what that amounts to
   */
  record Change(
      ObservedGateway gateway,
      List<Difference> differences,
      Tags add,
      Set<String> remove,
      Outcome.Change change)
      implements Plan {

    /** All that is other than desired, tags as {@code tags[team]}. */
    List<String> paths() {
      return Stream.concat(
              differences.stream().map(Difference::path),
              Stream.concat(add.values().keySet().stream(), remove.stream())
                  .sorted()
                  .map(key -> "tags[" + key + "]"))
          .toList();
    }
  }

  /** Leave it, all is as desired. */
  record Keep(ObservedGateway gateway) implements Plan {}

  /** Only show what differs, and why it is left so. */
  record Show(@Nullable ObservedGateway gateway, List<Difference> differences, Reason reason)
      implements Plan {}

  /** Leave it, it is not ours. */
  record Refuse(ObservedGateway gateway, Ownership whose) implements Plan {}
}
