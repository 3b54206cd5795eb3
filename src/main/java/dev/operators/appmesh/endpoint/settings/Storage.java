// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.nio.file.Path;
import java.util.regex.Pattern;
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

    /**
     * The forms in which nothing but hosts, ports and the name of the database comes before the
     * parameters. Whatever else a URL may be, a part of it may be a password.
     */
    private static final Pattern PLAIN =
        Pattern.compile(
            ("(?<plain>jdbc:postgresql:(//(HOST(,HOST)*)?(/NAME)?|NAME))"
                    + "(\\?(PARAMETER(&PARAMETER)*)?)?")
                .replace("HOST", "([\\w.-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?")
                .replace("NAME", "[\\w.-]*")
                .replace("PARAMETER", "\\w+=[^&]*"));

    /** Throws {@link IllegalArgumentException} for a URL without this prefix. */
    public Database {
      if (!url.startsWith(SCHEME)) {
        throw new IllegalArgumentException("it must start with " + SCHEME + "//");
      }
    }

    /**
     * Whether the URL is one that can be shown without its parameters. The driver and the server
     * quote hosts and name of the database in their messages, so no other one may reach them.
     */
    public boolean isPlain() {
      return PLAIN.matcher(url).matches();
    }

    @Override
    public String place() {
      var plain = PLAIN.matcher(url);
      // With an @, it is not certain that what comes before the question mark is a host.
      return "database "
          + (plain.matches() && !url.contains("@") ? plain.group("plain") : SCHEME + "...");
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
