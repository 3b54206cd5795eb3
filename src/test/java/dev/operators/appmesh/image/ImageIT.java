// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.demo.Samples;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The image as {@code ./mvnw -Pimage} builds it, but on a base that is made of this machine's JDK,
 * and run from its unpacked layers: neither a registry nor a container runtime is needed.
 */
class ImageIT {

  /** The JVM ends with an error if it cannot use the cache. */
  private static final List<String> CACHE_OR_NOTHING = List.of("-XX:AOTMode=on");

  private static TempFolder folder;
  private static ImageBuild build;
  private static UnpackedImage image;

  @BeforeAll
  static void build() throws IOException {
    folder = TempFolder.createIn(Path.of("target").toAbsolutePath(), "image-it-");
    build = ImageBuild.in(folder.path());
    image = UnpackedImage.of(build.image(), at("unpacked"));
  }

  @AfterAll
  static void remove() {
    folder.close();
  }

  private static Path at(String name) {
    return folder.path().resolve(name);
  }

  @Test
  void helpComesFromTheLayersAndTheCache() throws IOException {
    var help = Commands.run(image.command(CACHE_OR_NOTHING, List.of("run", "--help")));

    assertThat(help).contains("--drift-interval").doesNotContain("warning");
  }

  @Test
  void anotherBuildOfTheJvmStartsWithoutTheCache() throws IOException {
    var builder = image.command(List.of(), List.of("run", "--help"));
    builder.command().set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());

    assertThat(Commands.run(builder)).contains("--drift-interval");
  }

  @Test
  void theDemoRunsFromTheLayersAndTheCache() throws Exception {
    var cluster = TestCluster.shared();
    var data = at("data");
    try (var endpoint = ImagePrograms.endpoint(image, CACHE_OR_NOTHING, data)) {
      var uri = endpoint.awaitServing();
      var kubeconfig = cluster.operatorKubeconfig();
      try (var operator = ImagePrograms.operator(image, CACHE_OR_NOTHING, kubeconfig, uri, data)) {
        assertThat(new Samples(cluster).applied(Duration.ofMinutes(1)))
            .as(operator.output())
            .isTrue();
        cluster.kubectl().run("delete", "-f", "config/samples", "--timeout=60s").orThrow();
        operator.terminate();
        assertThat(operator.awaitExit()).isZero();
      }
    }
  }

  @Test
  void runsAsAnUnprivilegedUserAndHasOciLabels() {
    assertThat(image.config().get("User").asText()).isEqualTo("65532:65532");
    assertThat(image.config().get("ExposedPorts").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("8080/tcp", "8585/tcp", "8586/tcp");
    var labels = image.config().get("Labels");
    for (var name : List.of("title", "description", "version", "licenses", "base.name")) {
      assertThat(labels.path("org.opencontainers.image." + name).asText()).as(name).isNotBlank();
    }
    assertThat(labels.get("org.opencontainers.image.licenses").asText()).isEqualTo("Apache-2.0");
  }

  @Test
  void containsOnlyTheProgramItsLibrariesAndTheirDescription() throws IOException {
    try (var files = Files.walk(image.at("/app"))) {
      assertThat(files.filter(Files::isRegularFile))
          .map(file -> image.at("/app").relativize(file).toString())
          .filteredOn(file -> !file.startsWith("libs/"))
          .containsExactlyInAnyOrder(
              "appmesh.aot",
              "bom.json",
              "classpath/appmesh-gateway-operator.jar",
              "jib-classpath-file",
              "jib-main-class-file");
    }
    try (var libraries = Files.list(image.at("/app/libs"));
        var built = Files.list(Path.of("target/lib"))) {
      assertThat(names(libraries)).containsExactlyInAnyOrderElementsOf(names(built));
    }
    assertThat(image.environment()).containsOnlyKeys("PATH", "JAVA_HOME", "MALLOC_ARENA_MAX");
  }

  private static List<String> names(Stream<Path> files) {
    return files.map(file -> file.getFileName().toString()).toList();
  }

  @Test
  void theSameJarAndCacheGiveTheSameDigest() throws IOException {
    var trained = Files.createDirectories(at("again").resolve("trained"));
    var cache = at("image").resolve("trained").resolve("appmesh.aot");
    Files.copy(cache, trained.resolve("appmesh.aot"));

    build.run(at("again"), List.of("jib:buildTar@image"));

    assertThat(at("again").resolve("image.digest"))
        .hasSameTextualContentAs(at("image").resolve("image.digest"));
  }
}
