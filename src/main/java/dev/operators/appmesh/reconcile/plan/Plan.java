// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.TagChanges;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be done about a gateway. */
public sealed interface Plan {

  /**
   * Make it.
   *
   * @param change what that amounts to
   */
  record Create(ClientToken token, Outcome.Change change) implements Plan {}

  /**
   * Bring it in sync.
   *
   * @param differences what is other than desired in its spec; the spec is replaced if there are
   *     any
   * @param tags what is other than desired in its tags
   * @param change what that amounts to
   */
  record Change(
      ObservedGateway gateway, List<Difference> differences, TagChanges tags, Outcome.Change change)
      implements Plan {

    /** All that is other than desired, tags as {@code tags[team]}. */
    public List<String> paths() {
      return Stream.concat(differences.stream().map(Difference::path), tags.paths().stream())
          .toList();
    }
  }

  /** Leave it, all is as desired. */
  record Keep(ObservedGateway gateway) implements Plan {}

  /** Only show what differs, and why it is left so. */
  record Show(@Nullable ObservedGateway gateway, List<Difference> differences, Reason reason)
      implements Plan {}

  /**
   * Leave it, it is not ours.
   *
   * @param requested whether the resource asks for the gateway all the same
   */
  record Refuse(ObservedGateway gateway, Holder holder, boolean requested) implements Plan {}

  /** What to do before anything is observed. */
  sealed interface FirstMove {

    /** Nothing: the gateway is in sync as far as anybody knows. */
    record Rest() implements FirstMove {}

    /** Nothing: App Mesh would refuse what the resource asks for. The problem says why. */
    record Reject(String problem) implements FirstMove {}

    /**
     * Create the gateway without a look. Where its name is taken, observe.
     *
     * @param mayBeReplay whether the answer may be that of an earlier creation, so that the gateway
     *     has to be observed as well
     */
    record Create(ClientToken token, boolean mayBeReplay) implements FirstMove {}

    /** Look at what App Mesh holds. */
    record Observe() implements FirstMove {}
  }
}
