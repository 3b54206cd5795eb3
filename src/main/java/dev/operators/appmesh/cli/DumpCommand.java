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
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** The command {@code endpoint dump}: prints the state of an endpoint, running or not. */
@Command(
    name = "dump",
    description =
        "Prints all resources of an endpoint, running or not, as input for endpoint --seed: one"
            + " JSON object per line.")
public final class DumpCommand extends Subcommand {

  @Mixin private StorageFlags storage = new StorageFlags();

  @Override
  public Integer call() {
    check(storage.problems());
    var out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8);
    try {
      StateFile.dump(storage.storage(), out);
      return out.checkError() ? ExitCode.SOFTWARE : ExitCode.OK;
    } catch (UnusableStorageException | IllegalArgumentException e) {
      throw wrongValue(storage.flag(), e.getMessage());
    } catch (UncheckedIOException e) {
      return failed(e.getMessage());
    }
  }
}
