// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The state of the endpoint: resources, and the calls with client tokens. */
public interface Store extends AutoCloseable {

  /** Runs {@code work} on a snapshot of the store, without waiting for writes. */
  <T> T read(Function<View, T> work);

  /**
   * Runs {@code work} as a transaction. When this returns, its changes are on disk. If {@code work}
   * throws, there are no changes. It may run more than once, but takes effect once.
   */
  <T> T atomically(Function<Content, T> work);

  /**
   * Why the store cannot be read or written, in plain words; empty if it can. After a write that
   * failed, this tries one.
   */
  List<String> unreadiness();

  /** From now on runs {@code task} after each transaction of this process. */
  void afterWrites(Runnable task);

  @Override
  void close();

  /** The stored resources. */
  interface View {

    /** The resource with this name. */
    Optional<Resource> find(ResourceName name);

    /**
     * Children of {@code parent} that are of this kind, ordered by the bytes of their names in
     * UTF-8.
     *
     * @param parent null for the meshes of the account
     * @param after only names greater than this; empty for all
     * @param limit maximum number of resources
     */
    List<Resource> children(
        ResourceKind kind, @Nullable ResourceName parent, String after, int limit);

    /**
     * The number of children of {@code parent} that are of this kind.
     *
     * @param parent null for the meshes of the account
     */
    int count(ResourceKind kind, @Nullable ResourceName parent);

    /**
     * A mesh with all that is in it, as one read of the database: first the mesh, then its
     * children, then theirs, and of these the ones of one parent, and of one kind, together. Empty
     * if there is no such mesh.
     */
    List<Resource> whole(ResourceName mesh);

    /**
     * The resources of this kind in {@code mesh} whose specs have the text {@code name} as a value;
     * whether it is the name of what is looked for, the caller finds out.
     */
    List<Resource> naming(String name, ResourceKind kind, ResourceName mesh);

    /** How many changes there were in each mesh, by its name; also in one that is gone. */
    Map<String, Long> revisions();
  }

  /** The stored resources and calls, within a transaction that may change them. */
  interface Content extends View {

    /** Stores {@code resource} and replaces the one with its name. */
    void put(Resource resource);

    /** Removes the resource with this name. */
    void remove(ResourceName name);

    /** The call of the operation with this client token. */
    Optional<Remembered> remembered(Operation operation, String token);

    /** Stores a call and replaces the one with its operation and token. */
    void remember(Remembered call);

    /** Removes the calls before {@code time}. */
    void forget(Instant time);
  }

  /**
   * A call that was executed with a client token.
   *
   * @param operation the operation
   * @param token the client token
   * @param request fingerprint of the request
   * @param result the resource in the response
   * @param at time of the call, with millisecond precision
   */
  record Remembered(
      Operation operation, String token, String request, Resource result, Instant at) {}
}
