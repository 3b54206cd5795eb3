// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.node;

import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.image.ImageBuild;
import dev.operators.appmesh.programs.LocalImage;
import dev.operators.appmesh.programs.Progress;
import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The images that the chart's pods run.
 *
 * @param tars of them
 */
record NodeImages(List<Path> tars) {

  /** As the chart's values name it. */
  private static final String ENVOY = "docker.io/envoyproxy/envoy:v1.40.0";

  /** Those of this process, which are built once and go with it. */
  static NodeImages shared() {
    return Shared.IMAGES;
  }

  private static NodeImages build() {
    try {
      var folder = TempFolder.createIn(Path.of("target").toAbsolutePath(), "node-images-");
      Runtime.getRuntime().addShutdownHook(new Thread(folder::close));
      var operator = Files.createDirectory(folder.path().resolve("operator"));
      Progress.say("node", "building the images");
      return new NodeImages(
          List.of(ImageBuild.in(operator).image(), envoy(folder.path().resolve("envoy"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Envoy, and what its pods run beside it. */
  private static Path envoy(Path folder) throws IOException {
    return new LocalImage(folder, Map.of("Env", List.of("PATH=/usr/local/bin:/usr/bin")))
        .with(EnvoyProgram.find().path(), "/usr/local/bin/envoy")
        .with(Path.of("/bin/bash"), "/usr/bin/bash")
        .with(Path.of("/bin/cat"), "/usr/bin/cat")
        .with(Path.of("/bin/sleep"), "/usr/bin/sleep")
        .write(ENVOY);
  }

  private static final class Shared {
    static final NodeImages IMAGES = build();
  }
}
