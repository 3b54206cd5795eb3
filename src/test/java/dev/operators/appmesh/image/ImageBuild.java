// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.image;

import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.LocalImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The image as {@code ./mvnw -Pimage} builds it of the packaged program, but on a base that is made
 * of this machine's JDK.
 *
 * @param folder of its files, which exists
 * @param base the tar of the base
 */
public record ImageBuild(Path folder, Path base) {

  /** Where no registry is, so that it is not looked for elsewhere. */
  public static final String REPOSITORY = "localhost/appmesh-gateway-operator";

  public static final String TAG = "tested";

  private static final List<String> GOALS =
      List.of("validate", "jib:buildTar@untrained", "exec:exec@train", "jib:buildTar@image");

  /** A build in this folder. */
  public static ImageBuild in(Path folder) throws IOException {
    return new ImageBuild(folder, LocalBaseImage.tar(folder.resolve("base")));
  }

  /** The tar of the image, whose name is {@link #REPOSITORY}{@code :}{@link #TAG}. */
  public Path image() throws IOException {
    return run(folder.resolve("image"), GOALS).resolve("image.tar");
  }

  /** Makes goals of Maven write to a folder. */
  Path run(Path output, List<String> goals) throws IOException {
    var command = new ArrayList<>(List.of("./mvnw", "--batch-mode", "-Pimage"));
    command.add("-Dimage.name=" + REPOSITORY + ':' + TAG);
    command.add("-Dimage.folder=" + output);
    command.add("-Dimage.base=tar://" + base);
    command.add("-Dimage.architecture=" + LocalImage.architecture());
    command.add("-Djib.baseImageCache=" + folder.resolve("base-cache"));
    // Nothing of an earlier build may be taken for one of this build.
    command.add("-Djib.applicationCache=" + output.resolve("cache"));
    command.addAll(goals);
    var builder = new ProcessBuilder(command);
    var java = Path.of(System.getProperty("java.home"));
    builder.environment().put("JAVA_HOME", java.toString());
    builder
        .environment()
        .compute("PATH", (name, path) -> java.resolve("bin") + File.pathSeparator + path);
    Commands.run(builder);
    return output;
  }
}
