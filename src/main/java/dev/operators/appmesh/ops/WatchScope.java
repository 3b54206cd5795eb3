// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which resources the operator watches.
 *
 * @param namespaces where they are; none means all
 * @param selector of their labels; null means all
 */
public record WatchScope(Set<String> namespaces, @Nullable String selector) {

  /** All resources of the cluster. */
  public static final WatchScope ALL = new WatchScope(Set.of(), null);

  /** Keeps the namespaces as they are now. */
  public WatchScope {
    namespaces = Set.copyOf(namespaces);
  }

  /** What is wrong with it, each with the flag to correct; empty if nothing is. */
  List<String> problems() {
    return namespaces.stream()
        .filter(it -> !it.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"))
        .sorted()
        .map(it -> "--watch-namespace must be the name of a namespace, not " + it)
        .toList();
  }
}
