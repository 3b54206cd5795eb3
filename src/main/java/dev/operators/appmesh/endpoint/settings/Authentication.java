// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.nio.file.Path;

/** How an endpoint authenticates its callers. */
public sealed interface Authentication {

  /** Not at all: signatures are ignored. */
  record None() implements Authentication {}

  /**
   * By signatures with the keys in a file, which is reloaded when it changes.
   *
   * @param file one key per line: id, secret, and {@code full} or {@code read-only}
   */
  record KeyFile(Path file) implements Authentication {}

  /**
   * By signatures with the keys in the file {@code access-keys}. The endpoint creates the file with
   * one random key if it does not exist.
   *
   * @param folder folder of the file; created if it does not exist
   */
  record GeneratedKey(Path folder) implements Authentication {

    /** The file with the keys. */
    public Path file() {
      return folder.toAbsolutePath().normalize().resolve("access-keys");
    }
  }
}
