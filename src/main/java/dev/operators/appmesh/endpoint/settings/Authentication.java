// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.nio.file.Path;

/** Who may call an endpoint. */
public sealed interface Authentication {

  /** Anybody: no signature is looked at. */
  record None() implements Authentication {}

  /**
   * Who signs with a key that this file holds, also after the file changed.
   *
   * @param file a key a line: id, secret, and {@code full} or {@code read-only}
   */
  record KeyFile(Path file) implements Authentication {}

  /**
   * Who signs with a key in the file {@code access-keys}. The endpoint creates that file with a
   * random key if it does not exist.
   *
   * @param folder where the file is; created if it does not exist
   */
  record GeneratedKey(Path folder) implements Authentication {

    /** The file with the key. */
    public Path file() {
      return folder.toAbsolutePath().normalize().resolve("access-keys");
    }
  }
}
