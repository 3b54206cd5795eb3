// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.Optional;

/**
 * What a resource asks for.
 *
 * @param key which gateway
 * @param spec its spec, as the resource says it
 * @param tags the tags that the resource and the operator's settings ask for, without those that
 *     mark ownership
 * @param owner the resource
 * @param uid the resource's {@code metadata.uid}
 * @param generation the resource's {@code metadata.generation}
 */
public record DesiredGateway(
    GatewayKey key, SpecTree spec, Tags tags, Owner owner, String uid, long generation) {

  /** All tags the gateway is to have: those asked for, and those that mark it as ours. */
  public Tags allTags() {
    return tags.with(Ownership.tags(owner, uid));
  }

  /** What App Mesh would refuse about the tags, in words; empty if nothing. */
  public Optional<String> tagProblem() {
    int count = allTags().values().size();
    if (count > Tags.MOST) {
      return Optional.of(
          "The gateway would have %d tags (those of spec.tags, the operator's defaults and %d that mark its owner), but App Mesh takes %d: take %d off spec.tags."
              .formatted(count, Ownership.KEYS.size(), Tags.MOST, count - Tags.MOST));
    }
    return tags.problems().stream()
        .findFirst()
        .map(problem -> "App Mesh would refuse the tags: " + problem + ".");
  }
}
