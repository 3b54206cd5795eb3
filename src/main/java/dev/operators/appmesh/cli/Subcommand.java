// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.manifest.Documents;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands share: input, output and problems. */
abstract class Subcommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Writes a line to standard error at once. */
  final void tell(@Nullable String line) {
    err().println(line);
    err().flush();
  }

  /** Tells why the command has failed; returns its exit code. */
  final int failed(@Nullable String why) {
    tell(why);
    return ExitCode.SOFTWARE;
  }

  /**
   * @throws ParameterException with all {@code problems}, if there are any
   */
  final void check(List<String> problems) {
    if (!problems.isEmpty()) {
      throw wrong(String.join("\n", problems));
    }
  }

  final ParameterException wrong(@Nullable String problem) {
    return new ParameterException(spec.commandLine(), String.valueOf(problem));
  }

  final ParameterException wrongValue(String option, @Nullable String why) {
    return wrong("Invalid value for option '" + option + "': " + why);
  }

  /** Whether the option was given as a flag, and not by the environment. */
  final boolean isTyped(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /**
   * The files that {@code --filename} names, and {@code -} for standard input.
   *
   * @throws ParameterException if one does not exist, or a folder contains no file to read
   */
  final List<String> sources(List<String> named) {
    try {
      return Documents.sources(named);
    } catch (UnreadableDocumentException e) {
      throw wrongValue("--filename", e.getMessage());
    }
  }

  /**
   * What the files that {@code --filename} names contain.
   *
   * @throws ParameterException if one does not exist, or a folder contains no file to read
   * @throws UnreadableDocumentException if one cannot be read
   */
  final List<Document> documents(List<String> named, InputFiles.Content content) {
    return new InputFiles(named, content, this::tell).readAll(sources(named));
  }
}
