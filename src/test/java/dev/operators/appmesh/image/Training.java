// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.operators.appmesh.demo.Samples;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes the cache from which the image's JVM starts (JEP 483, 514, 515): runs the demo's samples
 * through the operator of an image that has none yet. The JVM takes a cache only from the very
 * build that made it, so this is done with the JRE in that image. What the operator does there is
 * what it does for people: creations, edits and deletions.
 */
public final class Training {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Training() {}

  /**
   * Ends with 1 if there is no cache that the image's JVM accepts.
   *
   * @param arguments the tar of the image without a cache, and the file for the cache
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("log.level", "warn");
    var cache = Path.of(arguments[1]).toAbsolutePath();
    Files.createDirectories(cache.getParent());
    try (var folder = TempFolder.create("appmesh-training-");
        var cluster = TestCluster.start()) {
      var image = UnpackedImage.of(Path.of(arguments[0]), folder.path());
      train(image.withoutCache(), cluster, folder.path().resolve("data"), cache);
      Files.copy(cache, image.cache());
      Commands.run(image.command(List.of("-XX:AOTMode=on"), List.of("--version")));
    }
    System.out.printf("Trained: %s, %d MiB%n", cache, Files.size(cache) >> 20);
    // Libraries leave threads behind.
    System.exit(0);
  }

  private static void train(UnpackedImage image, TestCluster cluster, Path data, Path cache)
      throws Exception {
    var kubeconfig = cluster.operatorKubeconfig();
    var jvm = List.of("-XX:AOTCacheOutput=" + cache);
    try (var endpoint = ImagePrograms.endpoint(image, List.of(), data)) {
      var uri = endpoint.awaitServing();
      try (var operator = ImagePrograms.operator(image, jvm, kubeconfig, uri, data)) {
        operator.awaitStarted();
        if (!new Samples(cluster).applied(PATIENCE)) {
          throw new IllegalStateException("The samples did not get ready:\n" + operator.output());
        }
        editAndDelete(cluster);
        operator.terminate();
        // The cache is written at the end.
        var code = operator.awaitExit(PATIENCE);
        if (code != 0 || Files.notExists(cache)) {
          throw new IllegalStateException(
              "No cache, exit code " + code + ":\n" + operator.output());
        }
      }
    }
    refuseSecrets(cache, ImagePrograms.key(data));
  }

  private static void editAndDelete(TestCluster cluster) {
    var kubectl = cluster.kubectl();
    var edit = "{\"spec\": {\"tags\": [{\"key\": \"edited\", \"value\": \"yes\"}]}}";
    for (var name : kubectl.run("get", "vgw", "-o", "name").orThrow().lines().toList()) {
      kubectl.run("patch", name, "--type=merge", "-p", edit).orThrow();
      kubectl.run("wait", name, "--for=condition=Ready", "--timeout=60s").orThrow();
    }
    kubectl.run("delete", "-f", "config/samples", "--timeout=60s").orThrow();
  }

  /** The JVM may keep what it held; what it knew of us must not be shipped. */
  private static void refuseSecrets(Path cache, List<String> key) throws IOException {
    var content = Files.readString(cache, ISO_8859_1);
    if (content.contains(key.get(0)) || content.contains(key.get(1))) {
      throw new IllegalStateException("The cache holds the key of the training");
    }
  }
}
