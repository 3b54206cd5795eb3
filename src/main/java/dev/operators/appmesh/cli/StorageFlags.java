// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.settings.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The flags of an endpoint that say where its state is. */
final class StorageFlags {

  private static final Path DEFAULT_FOLDER = Path.of("appmesh-data");

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      showDefaultValue = Visibility.NEVER,
      description =
          "Folder for the state, on a local disk; made where it is missing, and used by one process"
              + " at a time. Default: ./appmesh-data, unless there is a --jdbc-url.")
  private @Nullable Path data;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      showDefaultValue = Visibility.NEVER,
      description =
          "PostgreSQL database for the state instead of a folder, as"
              + " jdbc:postgresql://HOST/DATABASE; several endpoints may share it.")
  private @Nullable String jdbcUrl;

  @Option(
      names = "--jdbc-user",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      description = "User of the database. Default: the one in the URL.")
  private @Nullable String jdbcUser;

  @Option(
      names = "--jdbc-password",
      paramLabel = "PASSWORD",
      showDefaultValue = Visibility.NEVER,
      description =
          "Password of the user; better in APPMESH_OPERATOR_JDBC_PASSWORD, since all users of a"
              + " machine can read command lines. Default: the one in the URL.")
  private @Nullable String jdbcPassword;

  /** What speaks against these flags; empty if nothing does. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    if (jdbcUrl == null && (jdbcUser != null || jdbcPassword != null)) {
      problems.add((jdbcUser != null ? "--jdbc-user" : "--jdbc-password") + " needs a --jdbc-url");
    }
    if (jdbcUrl != null && data != null) {
      problems.add("--data and --jdbc-url exclude each other: the state is at one of them");
    }
    return problems;
  }

  /** The flag that says where the state is. */
  String flag() {
    return jdbcUrl == null ? "--data" : "--jdbc-url";
  }

  /** The folder for what is kept beside a state; null where the state is in a database. */
  @Nullable Path folder() {
    return jdbcUrl != null ? null : data == null ? DEFAULT_FOLDER : data;
  }

  /**
   * Where the state is.
   *
   * @throws IllegalArgumentException if the URL is none of PostgreSQL
   */
  Storage storage() {
    return jdbcUrl == null
        ? new Storage.Folder(data == null ? DEFAULT_FOLDER : data)
        : new Storage.Database(jdbcUrl, jdbcUser, jdbcPassword);
  }
}
