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
 * What the operator writes into the tags of every gateway.
 *
 * @param clusterId id in the ownership tags; null if it is not set
 * @param resourceTags tags of every gateway; {@code %NAMESPACE%} and {@code %NAME%} in a value
 *     stand for the resource's
 */
public record OwnerMarks(@Nullable String clusterId, Map<String, String> resourceTags) {

  /** The cluster's own id, and no tags but those of the ownership. */
  public static final OwnerMarks DEFAULT = new OwnerMarks(null, Map.of());

  /** Ownership tags hold at most this many characters (App Mesh's limit of a tag's value). */
  private static final int TAG_VALUE = 256;

  /** What is wrong with them, each with the flag to correct; empty if nothing is. */
  public List<String> problems() {
    var problems = new ArrayList<String>();
    if (clusterId != null && (clusterId.isBlank() || Tags.characters(clusterId) > TAG_VALUE)) {
      problems.add("--cluster-id must have 1 to " + TAG_VALUE + " characters");
    }
    Tags.of(resourceTags).problems().forEach(it -> problems.add("--resource-tag: " + it));
    for (var key : resourceTags.keySet()) {
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:") || key.startsWith(Ownership.PREFIX)) {
        problems.add(
            "--resource-tag: tag '%s' is reserved, as all that begin with aws: or %s"
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
