// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.manifest.Documents;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The files that {@code --filename} names. */
final class FileNames {

  private FileNames() {}

  /**
   * The files, and {@code -} for standard input.
   *
   * @throws ParameterException if one does not exist, or a folder contains no file to read
   */
  static List<String> sources(List<String> named, CommandSpec command) {
    try {
      return Documents.sources(named);
    } catch (UnreadableDocumentException e) {
      throw new ParameterException(
          command.commandLine(), "Invalid value for option '--filename': " + e.getMessage(), e);
    }
  }
}
