// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

/**
 * A key that is accepted by the endpoint.
 *
 * @param id 1 to 128 letters, digits, {@code _} and {@code -}
 * @param secret signs requests; not empty
 * @param readOnly whether it only permits read operations
 */
record AccessKey(String id, String secret, boolean readOnly) {

  /** Without the secret. */
  @Override
  public String toString() {
    return id + (readOnly ? " (read-only)" : " (full)");
  }
}
