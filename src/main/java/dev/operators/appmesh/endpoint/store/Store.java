// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the endpoint remembers. */
public interface Store extends AutoCloseable {

  /** Runs {@code work} on one state of the store, without waiting for steps that write. */
  <T> T read(Function<View, T> work);

  /**
   * Runs {@code work} as one step that no other sees half done. When this returns, what it did is
   * on disk; when {@code work} throws, it did nothing. It may run more than once, of which one
   * counts.
   */
  <T> T atomically(Function<Content, T> work);

  @Override
  void close();

  /** What is stored, within one step. */
  interface View {

    Optional<Resource> find(ResourceName name);

    /**
     * Children of {@code parent} in the order of their names' bytes in UTF-8.
     *
     * @param parent null for the meshes of the account
     * @param after only names greater than this; empty for all
     * @param limit at most so many
     */
    List<Resource> children(@Nullable ResourceName parent, String after, int limit);

    /**
     * How many children {@code parent} has.
     *
     * @param parent null for the meshes of the account
     */
    int count(@Nullable ResourceName parent);
  }

  /** What is stored, within one step that may change it. */
  interface Content extends View {

    /** Stores {@code resource} in place of the one with its name. */
    void put(Resource resource);

    void remove(ResourceName name);

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
   * @param at in milliseconds
   */
  record Remembered(
      Operation operation, String token, String request, Resource result, Instant at) {}
}
