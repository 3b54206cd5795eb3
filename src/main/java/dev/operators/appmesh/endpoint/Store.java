// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the endpoint remembers. */
interface Store {

  /**
   * Runs {@code work} as one step that no other sees half done. It must throw before it changes
   * anything, if it throws.
   */
  <T> T atomically(Function<Content, T> work);

  /** What is stored, within one step. */
  interface Content {

    Optional<Resource> find(ResourceName name);

    /** Stores {@code resource} in place of the one with its name. */
    void put(Resource resource);

    void remove(ResourceName name);

    /**
     * Children of {@code parent} in the order of their names.
     *
     * @param parent null for the meshes of the account
     * @param after only names greater than this; empty for all
     * @param limit at most so many
     */
    List<Resource> children(@Nullable ResourceName parent, String after, int limit);

    /** What the call with this token did. */
    Optional<Remembered> remembered(Operation operation, String token);

    void remember(Remembered call);

    /** Forgets the calls before {@code time}. */
    void forget(Instant time);
  }

  /**
   * A call that was carried out under a client token.
   *
   * @param request fingerprint of what was asked
   * @param result what was answered
   */
  record Remembered(
      Operation operation, String token, String request, Resource result, Instant at) {}
}
