// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags that the operator sets on every gateway.
 *
 * @param clusterId cluster ID in the ownership tags; null if it is not set
 * @param resourceTags tags for every gateway; in a value, {@code %NAMESPACE%} and {@code %NAME%}
 *     are replaced by those of the resource
 */
public record OwnerMarks(@Nullable String clusterId, Map<String, String> resourceTags) {

  /** The cluster's default ID, and no tags other than the ownership tags. */
  public static final OwnerMarks DEFAULT = new OwnerMarks(null, Map.of());

  /** Maximum length of a tag's value in App Mesh. */
  private static final int TAG_VALUE = 256;

  /** The problems, each with the flag to correct; empty if there are none. */
  public List<String> problems() {
    var problems = new ArrayList<String>();
    if (clusterId != null && (clusterId.isBlank() || Tags.characters(clusterId) > TAG_VALUE)) {
      problems.add("--cluster-id must have 1 to " + TAG_VALUE + " characters");
    }
    Tags.of(resourceTags).problems().forEach(it -> problems.add("--resource-tag: " + it));
    for (var key : resourceTags.keySet()) {
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:") || key.startsWith(Ownership.PREFIX)) {
        problems.add(
            "--resource-tag: tag '%s' is reserved, like all tags that begin with aws: or %s"
                .formatted(key, Ownership.PREFIX));
      }
    }
    int most = Tags.MOST - Ownership.KEYS.size();
    if (resourceTags.size() > most) {
      problems.add(
          "--resource-tag must be given at most %d times, not %d"
              .formatted(most, resourceTags.size()));
    }
    return problems;
  }
}
