// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resources that the operator watches.
 *
 * @param namespaces namespaces of the resources; empty for all
 * @param selector label selector of the resources; null for all
 */
public record WatchScope(Set<String> namespaces, @Nullable String selector) {

  /** All resources of the cluster. */
  public static final WatchScope ALL = new WatchScope(Set.of(), null);

  /** Copies the namespaces. */
  public WatchScope {
    namespaces = Set.copyOf(namespaces);
  }

  /** The problems, each with the flag to correct; empty if there are none. */
  List<String> problems() {
    return namespaces.stream()
        .filter(it -> !it.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"))
        .sorted()
        .map(it -> "--watch-namespace must be the name of a namespace, not " + it)
        .toList();
  }
}
