// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.image;

import dev.operators.appmesh.JarProcess;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * How long the programs of an image take from the start of the process until they say that they
 * serve, with its cache and without, as a Markdown table.
 */
public final class StartTimes {

  private static final int RUNS = 9;

  private final UnpackedImage image;
  private final Path folder;
  private final Path kubeconfig;

  private StartTimes(UnpackedImage image, Path folder, Path kubeconfig) {
    this.image = image;
    this.folder = folder;
    this.kubeconfig = kubeconfig;
  }

  /**
   * @param arguments the tar of the image
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("log.level", "warn");
    try (var folder = TempFolder.create("appmesh-start-times-");
        var cluster = TestCluster.start()) {
      var image = UnpackedImage.of(Path.of(arguments[0]), folder.path());
      new StartTimes(image, folder.path(), cluster.operatorKubeconfig()).print();
    }
    // Libraries leave threads behind.
    System.exit(0);
  }

  private void print() throws IOException {
    var data = folder.resolve("data");
    try (var endpoint = ImagePrograms.endpoint(image, List.of(), data)) {
      var uri = endpoint.awaitServing();
      System.out.println("| median of " + RUNS + " starts | without cache | with cache |");
      System.out.println("| --- | ---: | ---: |");
      row("endpoint", it -> ImagePrograms.endpoint(it, List.of(), newFolder()));
      row("operator", it -> operator(it, uri, data));
    }
  }

  private OperatorProcess operator(UnpackedImage image, URI uri, Path data) throws IOException {
    return ImagePrograms.operator(image, List.of(), kubeconfig, uri, data);
  }

  private Path newFolder() {
    return folder.resolve(UUID.randomUUID().toString());
  }

  /** In turns, so that whatever else the machine does hits both alike. */
  private void row(String program, Start start) throws IOException {
    var without = new ArrayList<Figures>();
    var with = new ArrayList<Figures>();
    for (var run = 0; run < RUNS; run++) {
      without.add(measured(image.withoutCache(), start));
      with.add(measured(image, start));
    }
    System.out.printf(
        "| %s: seconds until it serves | %s | %s |%n",
        program, median(without, Figures::elapsed), median(with, Figures::elapsed));
    System.out.printf(
        "| %s: seconds of CPU until then | %s | %s |%n",
        program, median(without, Figures::cpu), median(with, Figures::cpu));
  }

  private static Figures measured(UnpackedImage image, Start start) throws IOException {
    var begin = System.nanoTime();
    try (var process = start.of(image)) {
      process.awaitStarted();
      return new Figures(Duration.ofNanos(System.nanoTime() - begin), process.cpu());
    }
  }

  private static String median(List<Figures> figures, Function<Figures, Duration> figure) {
    var sorted = figures.stream().map(figure).sorted().toList();
    return "%.2f".formatted(sorted.get(sorted.size() / 2).toMillis() / 1000.0);
  }

  private interface Start {
    JarProcess of(UnpackedImage image) throws IOException;
  }

  private record Figures(Duration elapsed, Duration cpu) {}
}
