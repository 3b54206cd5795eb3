// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.EndpointServer;
import dev.operators.appmesh.endpoint.EndpointSettings;
import dev.operators.appmesh.endpoint.Faults;
import dev.operators.appmesh.endpoint.Storage;
import dev.operators.appmesh.endpoint.UnusableStorageException;
import dev.operators.appmesh.ops.ListenAddress;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code endpoint}: serves the App Mesh API until the process is told to stop. */
@Command(
    name = "endpoint",
    description = "Serves the App Mesh API for meshes, virtual gateways and tags.")
public final class EndpointCommand implements Callable<Integer> {

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8585",
      converter = ListenAddressConverter.class,
      description = "Where to listen; port 0 is any free one.")
  private ListenAddress listen = new ListenAddress("127.0.0.1", 8585);

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-west-2",
      description = "The AWS region that the ARNs name.")
  private String region = "us-west-2";

  @Option(
      names = "--account-id",
      paramLabel = "ID",
      defaultValue = "123456789012",
      description = "The account that owns what is made, 12 digits.")
  private String accountId = "123456789012";

  @Option(
      names = "--mesh",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      description = "A mesh to make at the start where it is missing. Repeatable.")
  private List<String> meshes = new ArrayList<>();

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

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var settings = settings();
    try {
      return Termination.await(() -> start(settings));
    } catch (UnusableStorageException e) {
      throw refused(jdbcUrl == null ? "--data" : "--jdbc-url", e.getMessage());
    } catch (UncheckedIOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private EndpointServer start(EndpointSettings settings) {
    var server = new EndpointServer(settings, Clock.systemUTC(), Faults.NONE);
    var out = spec.commandLine().getOut();
    out.println("Serving the App Mesh API of account " + accountId + " at " + server.uri());
    out.println("Its state is in the " + settings.storage().place());
    out.println("export AWS_ENDPOINT_URL_APP_MESH=" + server.uri());
    out.flush();
    return server;
  }

  private EndpointSettings settings() {
    if (!listen.isLoopback()) {
      throw refused("--listen", "requests are not signed yet, so only a loopback address is safe");
    }
    if (!accountId.matches("\\d{12}")) {
      throw refused("--account-id", "'" + accountId + "' is not 12 digits");
    }
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw refused("--region", "'" + region + "' is not the name of a region");
    }
    if (meshes.stream().anyMatch(EndpointCommand::isNoName)) {
      throw refused("--mesh", "a name has 1 to 255 characters and no slash");
    }
    return new EndpointSettings(listen.host(), listen.port(), region, accountId, meshes, storage());
  }

  private Storage storage() {
    if (jdbcUrl == null) {
      if (jdbcUser != null || jdbcPassword != null) {
        throw refused(
            jdbcUser != null ? "--jdbc-user" : "--jdbc-password", "it needs a --jdbc-url");
      }
      return new Storage.Folder(data == null ? Path.of("appmesh-data") : data);
    }
    if (data != null) {
      throw refused("--data", "the state is either in a folder or at a --jdbc-url");
    }
    try {
      return new Storage.Database(jdbcUrl, jdbcUser, jdbcPassword);
    } catch (IllegalArgumentException e) {
      throw refused("--jdbc-url", e.getMessage());
    }
  }

  private static boolean isNoName(String mesh) {
    return mesh.isEmpty() || mesh.length() > 255 || mesh.contains("/");
  }

  private ParameterException refused(String flag, @Nullable String why) {
    return new ParameterException(
        spec.commandLine(), "Invalid value for option '" + flag + "': " + why);
  }
}
