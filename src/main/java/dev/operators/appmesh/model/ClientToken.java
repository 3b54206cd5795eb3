// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/**
 * The idempotency token of a request (API member {@code clientToken}): the same token with the same
 * content is answered with the first result, with other content it is a conflict.
 *
 * @param value up to 36 letters, digits, hyphens and underscores
 */
public record ClientToken(String value) {

  /**
   * For the first creation: the resource's UID, so that a repeat after a crash makes no second
   * gateway.
   */
  public static ClientToken forCreate(String uid) {
    return new ClientToken(uid);
  }

  /** For a creation after the gateway {@code goneUid} was deleted behind our back. */
  public static ClientToken forRecreate(String uid, String goneUid, SpecTree spec) {
    return derived("recreate", uid, goneUid, spec.json());
  }

  /**
   * For an update. The version observed before it is part of the token, since repairing the same
   * drift twice in one generation is two updates; so is the content, since what a generation means
   * may change with the operator.
   */
  public static ClientToken forUpdate(
      String uid, long generation, long observedVersion, SpecTree spec) {
    return derived("update", uid, generation, observedVersion, spec.json());
  }

  private static ClientToken derived(Object... parts) {
    var name = new StringBuilder();
    for (var part : parts) {
      name.append(part).append('\n');
    }
    return new ClientToken(UUID.nameUUIDFromBytes(name.toString().getBytes(UTF_8)).toString());
  }
}
