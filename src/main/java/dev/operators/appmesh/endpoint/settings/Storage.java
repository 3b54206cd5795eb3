// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The storage of an endpoint's state. */
public sealed interface Storage {

  /** Its description in messages, such as {@code folder /data}, without credentials. */
  String place();

  /**
   * A database file on a disk of this machine.
   *
   * @param path folder for the file, created if it does not exist; one process can use it at a time
   */
  record Folder(Path path) implements Storage {
    @Override
    public String place() {
      return "folder " + path.toAbsolutePath().normalize();
    }
  }

  /**
   * A PostgreSQL database that several endpoints can share.
   *
   * @param url {@code jdbc:postgresql:...}, with or without credentials
   * @param user overrides the one in the URL; null to use that one
   * @param password overrides the one in the URL; null to use that one
   */
  record Database(String url, @Nullable String user, @Nullable String password) implements Storage {

    /** The prefix of every URL. */
    public static final String SCHEME = "jdbc:postgresql:";

    /** Throws {@link IllegalArgumentException} for a URL without this prefix. */
    public Database {
      if (!url.startsWith(SCHEME)) {
        throw new IllegalArgumentException("it must start with " + SCHEME + "//");
      }
    }

    @Override
    public String place() {
      return "database " + url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
    }

    @Override
    public String toString() {
      return place();
    }
  }

  /** A folder that is deleted when the endpoint closes. Writes do not wait for the disk. */
  record Temporary() implements Storage {
    @Override
    public String place() {
      return "temporary folder";
    }
  }
}
