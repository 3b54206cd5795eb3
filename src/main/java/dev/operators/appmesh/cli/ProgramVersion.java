// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the program, from the manifest of its jar. */
public final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = ProgramVersion.class.getPackage().getImplementationVersion();
    return new String[] {Optional.ofNullable(version).orElse("development")};
  }
}
