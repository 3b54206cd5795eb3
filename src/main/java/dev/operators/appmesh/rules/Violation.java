// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

/**
 * A rule that a resource breaks, in the API server's words.
 *
 * @param path the member, for example {@code spec.listeners[0].portMapping.port}
 * @param message what is wrong with it, for example {@code Required value}
 */
public record Violation(String path, String message) {

  @Override
  public String toString() {
    return path + ": " + message;
  }
}
