// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.StateFile;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code endpoint dump}: prints the state of an endpoint, running or not. */
@Command(
    name = "dump",
    description =
        "Prints all resources of an endpoint, running or not, as input for endpoint --seed: one"
            + " JSON object per line.")
public final class DumpCommand implements Callable<Integer> {

  @Mixin private StorageFlags storage = new StorageFlags();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var problems = storage.problems();
    if (!problems.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n", problems));
    }
    var out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8);
    try {
      StateFile.dump(storage.storage(), out);
      return out.checkError() ? ExitCode.SOFTWARE : ExitCode.OK;
    } catch (UnusableStorageException | IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '" + storage.flag() + "': " + e.getMessage());
    } catch (UncheckedIOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }
}
