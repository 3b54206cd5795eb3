// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.Map;
import java.util.Set;

/** Whose a gateway is, as its tags say. */
public sealed interface Ownership {

  /** What the keys of all ownership tags begin with. */
  String PREFIX = "appmesh.operators.dev/";

  /** The keys of the four tags that mark a gateway as owned. */
  Set<String> KEYS =
      Set.of(PREFIX + "cluster", PREFIX + "namespace", PREFIX + "name", PREFIX + "uid");

  /** Nobody's: no ownership tags, or not all of them. */
  record Unowned() implements Ownership {}

  /**
   * A resource's.
   *
   * @param owner the resource
   * @param uid its {@code metadata.uid} when the tags were written
   */
  record Owned(Owner owner, String uid) implements Ownership {}

  /** Reads the ownership out of a gateway's tags. */
  static Ownership of(Tags tags) {
    var values = tags.values();
    if (!values.keySet().containsAll(KEYS)) {
      return new Unowned();
    }
    return new Owned(
        new Owner(
            values.getOrDefault(PREFIX + "cluster", ""),
            values.getOrDefault(PREFIX + "namespace", ""),
            values.getOrDefault(PREFIX + "name", "")),
        values.getOrDefault(PREFIX + "uid", ""));
  }

  /** The tags that make a gateway the property of this resource. */
  static Tags tags(Owner owner, String uid) {
    return Tags.of(
        Map.of(
            PREFIX + "cluster", owner.cluster(),
            PREFIX + "namespace", owner.namespace(),
            PREFIX + "name", owner.name(),
            PREFIX + "uid", uid));
  }
}
