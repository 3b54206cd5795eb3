// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

/**
 * A key that may call the endpoint.
 *
 * @param id what a request names; 1 to 128 letters, digits, {@code _} and {@code -}
 * @param secret what a request is signed with; not empty
 * @param readOnly whether it may only read
 */
record AccessKey(String id, String secret, boolean readOnly) {

  /** Without the secret. */
  @Override
  public String toString() {
    return id + (readOnly ? " (read-only)" : " (full)");
  }
}
