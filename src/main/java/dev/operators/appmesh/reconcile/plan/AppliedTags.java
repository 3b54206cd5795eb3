// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.api.Tag;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a resource as {@code status.tags} records them: its gateway was given them, or may
 * have been. By them a tag that leaves the spec is told from one that somebody else added.
 */
public final class AppliedTags {

  private AppliedTags() {}

  /** The recorded tags. Entries that lack a key or a value are left out. */
  public static Tags of(VirtualGatewayStatus status) {
    var tags = new TreeMap<String, String>();
    var recorded = status.tags();
    if (recorded != null) {
      recorded.stream()
          .filter(AppliedTags::isWhole)
          .forEach(tag -> tags.put(tag.key(), tag.value()));
    }
    return new Tags(tags);
  }

  /** Tags as a status records them; null for none. */
  public static @Nullable List<Tag> list(Tags tags) {
    return tags.isEmpty()
        ? null
        : tags.values().entrySet().stream()
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toList();
  }

  /** The status with a note of the tags that a pass may have written before it failed. */
  public static VirtualGatewayStatus noted(
      VirtualGatewayStatus before,
      DesiredGateways.Reading reading,
      Policies policies,
      Outcome outcome) {
    return policies.manage()
            && outcome instanceof Outcome.Failed(var reason, var _)
            && !reason.meansNoGateway()
            && !reason.isOfTheConnection()
            && reading instanceof DesiredGateways.Reading.Legible(var desired)
        ? before.with(it -> it.tags = list(desired.tags().with(of(before))))
        : before;
  }

  /** Stored objects may lack what their type says they have. */
  static boolean isWhole(@Nullable Tag tag) {
    return tag != null && Objects.nonNull(tag.key()) && Objects.nonNull(tag.value());
  }
}
