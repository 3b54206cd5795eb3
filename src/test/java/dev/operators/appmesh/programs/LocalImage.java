// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An image of programs of this machine.
 *
 * @param folder for its files, which is not there yet
 * @param config how containers run it, as OCI's image specification names its members
 */
public record LocalImage(Path folder, Map<String, Object> config) {

  /** A library as {@code ldd} prints it: {@code libc.so.6 => /lib/libc.so.6 (0x…)}. */
  private static final Pattern LIBRARY = Pattern.compile("(?m)(/\\S+) \\(0x\\p{XDigit}+\\)$");

  /** Where the files of the image are to be put. */
  public Path root() throws IOException {
    return Files.createDirectories(folder.resolve("root"));
  }

  /** Adds a program, and the libraries of this machine that it loads. */
  public LocalImage with(Path program, String path) throws IOException {
    copy(program, path);
    return withLibrariesOf(program);
  }

  /** Adds the libraries of this machine that a program or a library loads, if it is Linux. */
  public LocalImage withLibrariesOf(Path program) throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      return this;
    }
    var libraries = LIBRARY.matcher(ldd(program));
    while (libraries.find()) {
      // Those of the image itself are there.
      if (!libraries.group(1).startsWith(root().toRealPath().toString())) {
        copy(Path.of(libraries.group(1)), libraries.group(1));
      }
    }
    return this;
  }

  /** Nothing for what loads none, of which ldd says so and ends with 1. */
  private static String ldd(Path program) throws IOException {
    var ldd = new ProcessBuilder("ldd", program.toString()).redirectErrorStream(true).start();
    try (var output = ldd.inputReader()) {
      return output.readAllAsString();
    }
  }

  private void copy(Path file, String path) throws IOException {
    var target = root().resolve(path.substring(1));
    Files.createDirectories(target.getParent());
    Files.copy(
        file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Writes it as {@code docker save} would. */
  public Path write(String name) throws IOException {
    var layer = folder.resolve("layer.tar");
    Commands.run("tar", "-cf", layer.toString(), "-C", root().toString(), ".");
    var json = new ObjectMapper();
    json.writeValue(folder.resolve("config.json").toFile(), description(sha256(layer)));
    json.writeValue(
        folder.resolve("manifest.json").toFile(),
        List.of(
            Map.of(
                "Config",
                "config.json",
                "RepoTags",
                List.of(name),
                "Layers",
                List.of("layer.tar"))));
    var tar = folder.resolve("image.tar").toAbsolutePath();
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
  public static String architecture() {
    var name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }

  private Map<String, Object> description(String layer) {
    return Map.of(
        "architecture",
        architecture(),
        "os",
        "linux",
        "config",
        config,
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
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
