// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.settings.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The flags of the endpoint for its storage. */
final class StorageFlags {

  private static final Path DEFAULT_FOLDER = Path.of("appmesh-data");

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      showDefaultValue = Visibility.NEVER,
      description =
          "Folder for the state, on a local disk. It is created if it does not exist. One process"
              + " can use it at a time. Default: ./appmesh-data, unless --jdbc-url is set.")
  private @Nullable Path data;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      showDefaultValue = Visibility.NEVER,
      description =
          "PostgreSQL database for the state instead of a folder, as"
              + " jdbc:postgresql://HOST/DATABASE. Several endpoints can share it.")
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
          "Password of the user. Better set APPMESH_OPERATOR_JDBC_PASSWORD, since all users of a"
              + " machine can read command lines. Default: the one in the URL.")
  private @Nullable String jdbcPassword;

  /** What is wrong with these flags; empty if they are valid. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    if (jdbcUrl == null && (jdbcUser != null || jdbcPassword != null)) {
      problems.add((jdbcUser != null ? "--jdbc-user" : "--jdbc-password") + " requires --jdbc-url");
    }
    if (jdbcUrl != null && data != null) {
      problems.add("--data cannot be combined with --jdbc-url");
    }
    return problems;
  }

  /** The flag that sets the storage. */
  String flag() {
    return jdbcUrl == null ? "--data" : "--jdbc-url";
  }

  /** The data folder; null if the state is in a database. */
  @Nullable Path folder() {
    return jdbcUrl != null ? null : data == null ? DEFAULT_FOLDER : data;
  }

  /**
   * The storage for the state.
   *
   * @throws IllegalArgumentException if the URL is not one of PostgreSQL
   */
  Storage storage() {
    return jdbcUrl == null
        ? new Storage.Folder(data == null ? DEFAULT_FOLDER : data)
        : new Storage.Database(jdbcUrl, jdbcUser, jdbcPassword);
  }
}
