// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A Python environment with packages in the versions, down to the bytes, that a file of
 * requirements names. Made once and kept.
 *
 * @param folder of the environment
 */
public record PythonEnvironment(Path folder) {

  /** What Python itself says of where and what it is; fails where it is older than 3.10. */
  private static final String PROBE =
      "import sys; assert sys.version_info >= (3, 10), 'too old: ' + sys.version;"
          + " print(sys.version, sys.base_prefix)";

  /**
   * Finds it or makes it, which takes ten seconds or so; tells so on the console.
   *
   * @param topic such as {@code aws-clients}
   * @param contents what is in it, for people
   */
  public static synchronized PythonEnvironment find(
      String topic, String contents, Path requirements) {
    try {
      var python = Commands.run("python3", "-c", PROBE);
      var name = digest(Files.readString(requirements) + python);
      return new PythonEnvironment(
          ProgramCache.ofUser(topic)
              .get(name, folder -> make(topic, contents, requirements, folder)));
    } catch (Exception e) {
      throw new IllegalStateException(
          """
          %s could not be set up. That needs python3, 3.10 or newer, on the PATH with the module \
          venv (Debian and Ubuntu: apt install python3-venv), and a package index that pip can \
          reach. %s\
          """
              .formatted(contents, e.getMessage()),
          e);
    }
  }

  /**
   * The Python in it. Scripts in its {@code bin} name a Python in the folder where they were made,
   * so they are to be run by this one.
   */
  public String python() {
    return python(folder);
  }

  /** The file in its packages whose path ends so. */
  public Path file(String end) throws IOException {
    try (var files = Files.walk(folder.resolve("lib"))) {
      return files.filter(file -> file.endsWith(end)).findFirst().orElseThrow();
    }
  }

  private static void make(String topic, String contents, Path requirements, Path folder)
      throws IOException {
    Progress.during(
        topic,
        "installing " + contents + " with pip, only this once",
        () -> install(requirements, folder));
    Progress.say(topic, "installed");
  }

  private static void install(Path requirements, Path folder) throws IOException {
    Commands.run("python3", "-m", "venv", folder.toString());
    Commands.run(
        python(folder),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--requirement",
        requirements.toString());
  }

  private static String python(Path folder) {
    return folder.resolve("bin").resolve("python").toString();
  }

  private static String digest(String text) throws Exception {
    var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(bytes, 0, 8);
  }
}
