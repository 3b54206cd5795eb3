// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an endpoint keeps its state. */
public sealed interface Storage {

  /** Names it in messages, such as {@code folder /data}; never with credentials. */
  String place();

  /**
   * A database in one file, on a disk of this machine.
   *
   * @param path folder that one process at a time has for itself; made where it is missing
   */
  record Folder(Path path) implements Storage {
    @Override
    public String place() {
      return "folder " + path.toAbsolutePath().normalize();
    }
  }

  /**
   * A PostgreSQL database that several endpoints may share.
   *
   * @param url as its JDBC driver takes it, {@code jdbc:postgresql:...}, with or without
   *     credentials
   * @param user goes before the one in the URL; null for that one
   * @param password goes before the one in the URL; null for that one
   */
  record Database(String url, @Nullable String user, @Nullable String password) implements Storage {

    /** What every URL starts with. */
    public static final String SCHEME = "jdbc:postgresql:";

    /** Throws {@link IllegalArgumentException} for a URL of another database. */
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

  /** A folder that is gone when the endpoint closes, so that no write has to wait for the disk. */
  record Temporary() implements Storage {
    @Override
    public String place() {
      return "temporary folder";
    }
  }
}
