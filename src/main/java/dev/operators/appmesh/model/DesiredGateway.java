// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

/**
 * What a resource asks for.
 *
 * @param key which gateway
 * @param spec its spec, as the resource says it
 * @param tags the tags that the resource asks for, without those that mark ownership
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
}
