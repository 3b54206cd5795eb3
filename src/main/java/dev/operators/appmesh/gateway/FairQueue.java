// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Items that wait, in an order that is fair among namespaces: the namespaces take turns; within one
 * namespace, requested items go before background items, and items of the same priority keep their
 * order. So an item waits for at most one item of each other namespace, and for those before it in
 * its own. Not thread-safe; each operation takes constant time.
 */
public final class FairQueue<T> {

  /** Those of one namespace. */
  private record Waiting<T>(SequencedSet<T> requested, SequencedSet<T> background) {

    Waiting() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    SequencedSet<T> of(Priority priority) {
      return priority == Priority.REQUESTED ? requested : background;
    }

    T first() {
      return requested.isEmpty() ? background.getFirst() : requested.getFirst();
    }

    boolean isEmpty() {
      return requested.isEmpty() && background.isEmpty();
    }
  }

  /** None of them is empty; the first one's turn is next. */
  private final LinkedHashMap<String, Waiting<T>> namespaces = new LinkedHashMap<>();

  private int size;

  /** An empty queue. */
  public FairQueue() {}

  /** Adds an item that is not in the queue. A new namespace has its turn after all others. */
  public void add(String namespace, Priority priority, T item) {
    namespaces.computeIfAbsent(namespace, _ -> new Waiting<>()).of(priority).add(item);
    size++;
  }

  /** The item whose turn is next; null if there is none. */
  public @Nullable T first() {
    var next = namespaces.firstEntry();
    return next == null ? null : next.getValue().first();
  }

  /** Removes the item whose turn is next, and answers it; null if there is none. */
  public @Nullable T poll() {
    var next = namespaces.firstEntry();
    if (next == null) {
      return null;
    }
    var item = next.getValue().first();
    remove(next.getKey(), item);
    return item;
  }

  /**
   * Removes an item, because its turn has come or because it waits no longer. Nothing happens if it
   * is not in the queue.
   */
  public void remove(String namespace, T item) {
    var waiting = namespaces.get(namespace);
    if (waiting == null) {
      return;
    }
    var turn = item.equals(first());
    if (!waiting.requested().remove(item) && !waiting.background().remove(item)) {
      return;
    }
    size--;
    if (waiting.isEmpty()) {
      namespaces.remove(namespace);
    } else if (turn) {
      namespaces.putLast(namespace, waiting);
    }
  }

  /** The number of items. */
  public int size() {
    return size;
  }
}
