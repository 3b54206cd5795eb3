// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import dev.operators.appmesh.cli.CheckCommand;
import dev.operators.appmesh.cli.ConvertCommand;
import dev.operators.appmesh.cli.EndpointCommand;
import dev.operators.appmesh.cli.EnvironmentDefaults;
import dev.operators.appmesh.cli.ExportCommand;
import dev.operators.appmesh.cli.ImportCommand;
import dev.operators.appmesh.cli.PlanCommand;
import dev.operators.appmesh.cli.RunCommand;
import dev.operators.appmesh.surroundings.SurroundingsException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command tree of the program. */
@Command(
    name = "appmesh-gateway-operator",
    description = "Manages AWS App Mesh virtual gateways as Kubernetes resources.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    defaultValueProvider = EnvironmentDefaults.class,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "Every flag can also be set by an environment variable: --account-id by",
      "APPMESH_OPERATOR_ACCOUNT_ID. Several values are separated by commas."
    },
    subcommands = {
      RunCommand.class,
      EndpointCommand.class,
      PlanCommand.class,
      ImportCommand.class,
      ConvertCommand.class,
      ExportCommand.class,
      CheckCommand.class
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs the command that {@code args} name and exits: 0 success, 1 failure, 2 wrong usage. */
  public static void main(String[] args) {
    // Netty without Unsafe: with it, newer JVMs print warnings at the start of the operator.
    System.setProperty("io.netty.noUnsafe", "true");
    // It takes memory in chunks of 8 KiB << 3 instead of 4 MiB for each of its threads.
    System.setProperty("io.netty.allocator.maxOrder", "3");
    System.exit(
        commandLine()
            .setOut(utf8(FileDescriptor.out))
            .setErr(utf8(FileDescriptor.err))
            .execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler((thrown, command, _) -> brokenSurroundings(thrown, command));
  }

  /** What is written may be a manifest, which is UTF-8 whatever the terminal's own encoding. */
  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }

  private static int wrongUsage(ParameterException wrong, String[] args) {
    var command = wrong.getCommandLine();
    var err = command.getErr();
    err.println(
        wrong instanceof UnmatchedArgumentException
            ? withoutUrls(String.valueOf(wrong.getMessage()))
            : wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  /** What its environment makes impossible is no bug of ours. */
  private static int brokenSurroundings(Exception thrown, CommandLine command) throws Exception {
    if (!(thrown instanceof SurroundingsException)) {
      throw thrown;
    }
    command.getErr().println(thrown.getMessage());
    return ExitCode.SOFTWARE;
  }

  /** A flag that does not exist is quoted with its value, which may be a URL with a password. */
  private static String withoutUrls(String message) {
    return message.replaceAll("jdbc:[^'\\s]*", "jdbc:...");
  }

  /** The version of the program, from the manifest of its jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {Objects.requireNonNullElse(version, "development")};
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
