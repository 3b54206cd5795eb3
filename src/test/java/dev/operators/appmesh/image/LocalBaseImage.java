// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.image;

import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.LocalImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A base image out of the JDK that runs the tests: a JRE with what the one of Eclipse Temurin has,
 * at the same place, the libraries that it loads, and nothing else.
 */
final class LocalBaseImage {

  private static final String HOME = "/opt/java/openjdk";

  private static final List<String> MODULES =
      List.of("java.se", "jdk.unsupported", "jdk.crypto.ec", "jdk.management", "jdk.naming.dns");

  private LocalBaseImage() {}

  /** Writes it as {@code docker save} would, in a folder that is not there yet. */
  static Path tar(Path folder) throws IOException {
    var environment = List.of("PATH=" + HOME + "/bin:/usr/bin", "JAVA_HOME=" + HOME);
    var image = new LocalImage(folder, Map.of("Env", environment));
    var jre = image.root().resolve(HOME.substring(1));
    Files.createDirectories(jre.getParent());
    Commands.run(
        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
        "--add-modules=" + String.join(",", MODULES),
        "--output=" + jre,
        "--strip-debug");
    try (var files = Files.walk(jre)) {
      for (var library : files.filter(it -> it.toString().endsWith(".so")).toList()) {
        image.withLibrariesOf(library);
      }
    }
    return image.withLibrariesOf(jre.resolve("bin/java")).write("local-jre:25");
  }
}
