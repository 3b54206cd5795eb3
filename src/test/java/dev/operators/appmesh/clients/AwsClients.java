// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.programs.ProgramCache;
import dev.operators.appmesh.programs.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The AWS CLI and boto3 in a Python environment of their own: the versions, down to the bytes, that
 * {@code src/test/python/requirements.txt} names. Made once and kept.
 *
 * @param folder of the environment
 */
record AwsClients(Path folder) {

  static final Path SCRIPTS = Path.of("src", "test", "python");

  private static final Path REQUIREMENTS = SCRIPTS.resolve("requirements.txt");
  private static final String MODEL = "botocore/data/appmesh/2019-01-25/service-2.json.gz";

  /** What Python itself says of where and what it is; fails where it is older than 3.10. */
  private static final String PROBE =
      "import sys; assert sys.version_info >= (3, 10), 'too old: ' + sys.version;"
          + " print(sys.version, sys.base_prefix)";

  /** Finds them or makes them, which takes ten seconds or so; tells so on the console. */
  static synchronized AwsClients find() {
    try {
      var python = run("python3", "-c", PROBE);
      var name = digest(Files.readString(REQUIREMENTS) + python);
      return new AwsClients(ProgramCache.ofUser("aws-clients").get(name, AwsClients::make));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException(
          """
          The AWS CLI and boto3 could not be set up for the tests. They need python3, 3.10 or newer, \
          on the PATH with the module venv (Debian and Ubuntu: apt install python3-venv), and a \
          package index that pip can reach. %s\
          """
              .formatted(e.getMessage()),
          e);
    }
  }

  /** The command that runs a script of {@link #SCRIPTS}. */
  List<String> script(String name) {
    return List.of(python(folder), SCRIPTS.resolve(name).toString());
  }

  /**
   * The command {@code aws}. Its own first line names a Python in the folder where it was made, so
   * that Python is named here.
   */
  List<String> aws() {
    return List.of(python(folder), folder.resolve("bin").resolve("aws").toString());
  }

  /** The API's model that these clients work by, compressed by gzip. */
  Path model() throws IOException {
    try (var files = Files.walk(folder.resolve("lib"))) {
      return files.filter(file -> file.endsWith(MODEL)).findFirst().orElseThrow();
    }
  }

  private static void make(Path folder) throws IOException, InterruptedException {
    Progress.say("aws-clients", "installing the AWS CLI and boto3 with pip, only this once");
    run("python3", "-m", "venv", folder.toString());
    run(
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
        REQUIREMENTS.toString());
    Progress.say("aws-clients", "installed");
  }

  private static String python(Path folder) {
    return folder.resolve("bin").resolve("python").toString();
  }

  /** What the command prints; throws with it where the command fails. */
  private static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + output);
    }
    return output;
  }

  private static String digest(String text) throws Exception {
    var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(bytes, 0, 8);
  }
}
