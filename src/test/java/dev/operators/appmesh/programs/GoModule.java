// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Files of a Go module, which Go's own client fetches and proves. Fetched once and kept.
 *
 * @param path of the module
 * @param version of it
 * @param sum its hash, as in a go.sum
 * @param folder the folder in it whose files are wanted
 */
public record GoModule(String path, String version, String sum, String folder) {

  /** The folder with the files, of which Go is needed to get them the first time. */
  public Path find() {
    try {
      var name = (path + "@" + version).replace('/', '_');
      return ProgramCache.ofUser("go-modules").get(name, this::fill);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException(
          "%s@%s could not be fetched. That needs Go 1.26 or newer on the PATH, and a module proxy that it can reach. %s"
              .formatted(path, version, e.getMessage()),
          e);
    }
  }

  private void fill(Path target) throws IOException, InterruptedException {
    Progress.say("go-modules", "fetching " + path + " " + version + " with Go, only this once");
    var builder = new ProcessBuilder("go", "mod", "download", "-json", path + "@" + version);
    // Outside of any module, so that no go.mod has a say.
    builder.directory(target.toFile());
    builder.environment().put("GOWORK", "off");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    var errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output + errors);
    }
    var answer = new JsonMapper().readTree(output);
    if (!answer.path("Sum").asText().equals(sum)) {
      throw new IOException("its hash is " + answer.path("Sum") + ", not " + sum);
    }
    try (Stream<Path> files = Files.list(Path.of(answer.path("Dir").asText(), folder))) {
      for (var file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }
}
