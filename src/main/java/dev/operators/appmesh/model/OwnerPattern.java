// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.List;

/**
 * Owners that an administrator names: all of a cluster, of a namespace in it, or one.
 *
 * @param parts cluster, namespace and name, of which the last two or the last may be missing
 */
public record OwnerPattern(List<String> parts) {

  /** Keeps the parts as they are now. */
  public OwnerPattern {
    parts = List.copyOf(parts);
  }

  /**
   * Reads {@code cluster[/namespace[/name]]}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static OwnerPattern of(String text) {
    var parts = List.of(text.split("/", -1));
    if (parts.size() > 3 || parts.contains("")) {
      throw new IllegalArgumentException(text + " is not cluster[/namespace[/name]]");
    }
    return new OwnerPattern(parts);
  }

  /** Whether it names this owner. */
  public boolean matches(Owner owner) {
    return List.of(owner.cluster(), owner.namespace(), owner.name())
        .subList(0, parts.size())
        .equals(parts);
  }
}
