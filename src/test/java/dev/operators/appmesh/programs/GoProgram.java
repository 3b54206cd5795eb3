// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A program of a folder's own Go module, named after the module's last word.
 *
 * @param folder with go.mod, go.sum and main.go
 */
public record GoProgram(Path folder) implements ProgramSource {

  /** Different for each content of the module's files. */
  public String fingerprint() throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var name : List.of("go.mod", "go.sum", "main.go")) {
        digest.update(Files.readAllBytes(folder.resolve(name)));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void fill(Path target) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder("go", "build", "-trimpath", "-o", target.toAbsolutePath() + "/", ".")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("CGO_ENABLED", "0");
    builder.environment().put("GOWORK", "off");
    Progress.say(folder.getFileName().toString(), "building a program with Go, only this once");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("go build failed:\n" + output);
    }
  }
}
