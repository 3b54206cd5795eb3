// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.programs.Commands;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A base image out of the JDK that runs the tests: a JRE with what the one of Eclipse Temurin has,
 * at the same place, and nothing else.
 */
final class LocalBaseImage {

  private static final String HOME = "/opt/java/openjdk";

  private static final List<String> MODULES =
      List.of("java.se", "jdk.unsupported", "jdk.crypto.ec", "jdk.management", "jdk.naming.dns");

  private LocalBaseImage() {}

  /** Writes it as {@code docker save} would, in an empty folder. */
  static Path tar(Path folder) throws IOException {
    var root = Files.createDirectories(folder.resolve("root"));
    var jre = root.resolve(HOME.substring(1));
    Files.createDirectories(jre.getParent());
    Commands.run(
        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
        "--add-modules=" + String.join(",", MODULES),
        "--output=" + jre,
        "--strip-debug");
    var layer = folder.resolve("layer.tar");
    Commands.run("tar", "-cf", layer.toString(), "-C", root.toString(), "opt");
    var json = new ObjectMapper();
    json.writeValue(folder.resolve("config.json").toFile(), config(sha256(layer)));
    json.writeValue(
        folder.resolve("manifest.json").toFile(),
        List.of(
            Map.of(
                "Config",
                "config.json",
                "RepoTags",
                List.of("local-jre:25"),
                "Layers",
                List.of("layer.tar"))));
    var tar = folder.resolve("base.tar").toAbsolutePath();
    Commands.run(
        "tar",
        "-cf",
        tar.toString(),
        "-C",
        folder.toString(),
        "config.json",
        "manifest.json",
        "layer.tar");
    return tar;
  }

  /** As images call the architecture of this machine. */
  static String architecture() {
    var name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }

  private static Map<String, Object> config(String layer) {
    return Map.of(
        "architecture",
        architecture(),
        "os",
        "linux",
        "config",
        Map.of("Env", List.of("PATH=" + HOME + "/bin:/usr/bin", "JAVA_HOME=" + HOME)),
        "rootfs",
        Map.of("type", "layers", "diff_ids", List.of("sha256:" + layer)));
  }

  private static String sha256(Path file) throws IOException {
    try (var stream = new DigestInputStream(Files.newInputStream(file), digest())) {
      stream.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest());
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
