// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.demo;

import dev.operators.appmesh.connect.Grants;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.fixture.ApiMesh;
import dev.operators.appmesh.fixture.NamedBackend;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.ops.AwsTarget;
import dev.operators.appmesh.ops.CallRates;
import dev.operators.appmesh.ops.LeaderElection;
import dev.operators.appmesh.ops.ListenAddress;
import dev.operators.appmesh.ops.OperatorApp;
import dev.operators.appmesh.ops.OwnerMarks;
import dev.operators.appmesh.ops.Settings;
import dev.operators.appmesh.ops.WatchScope;
import dev.operators.appmesh.programs.Progress;
import dev.operators.appmesh.programs.TempFolder;
import dev.operators.appmesh.reconcile.watch.Intervals;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a Kubernetes API server, an App Mesh endpoint, the operator and an Envoy, applies the
 * samples, and stays until Ctrl-C. With {@code -Ddemo.exit=true} it ends by itself: with 0 once all
 * samples are ready and requests through a gateway were answered as expected, otherwise with 1.
 */
public final class Demo {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger WEB_SERVER = Logger.getLogger("io.helidon");

  private Demo() {}

  public static void main(String[] arguments) {
    // Before the first logger is made; what the operator does is seen in its resources here.
    System.setProperty("log.level", "warn");
    WEB_SERVER.setLevel(Level.WARNING);
    // SLF4J complains if several threads are the first to use it.
    var log = LoggerFactory.getLogger(Demo.class);
    var stop = new CountDownLatch(1);
    var ended = new CompletableFuture<Integer>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endOrderly(stop, ended)));
    try {
      ended.complete(run(stop) ? 0 : 1);
    } catch (Exception e) {
      log.error("The demo failed", e);
      ended.complete(1);
    }
    System.exit(ended.join());
  }

  private static boolean run(CountDownLatch stop) throws Exception {
    // Its download is the longest wait of the first start.
    var program = CompletableFuture.supplyAsync(Demo::envoy, Thread::startVirtualThread);
    var ports = FreePorts.some(3);
    try (var folder = TempFolder.createIn(Path.of("target"), folderName());
        var endpoint = new DemoEndpoint(folder.path(), ports.get(2));
        var blue = NamedBackend.start("blue");
        var green = NamedBackend.start("green");
        var cluster = TestCluster.start();
        var kubernetes =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.operatorKubeconfig().toFile()))
                .build()) {
      // The first place in which the AWS SDK looks for them.
      System.setProperty("aws.accessKeyId", DemoEndpoint.KEY.accessKeyId());
      System.setProperty("aws.secretAccessKey", DemoEndpoint.KEY.secretAccessKey());
      try (var sdk = endpoint.sdk();
          var _ = OperatorApp.start(operator(endpoint.uri()), kubernetes)) {
        var mesh = new ApiMesh(sdk);
        mesh.node("blue", blue.port());
        mesh.node("green", green.port());
        mesh.createColors(Traffic.BEFORE);
        var manifest = folder.path().resolve("colors.yaml");
        Files.writeString(manifest, Traffic.manifest(ports.get(0)));
        if (!new Samples(cluster, List.of(manifest)).applied(PATIENCE)) {
          return false;
        }
        mesh.expose(Traffic.GATEWAY);
        var envoy = program.join();
        try (var traffic =
            envoy.isEmpty()
                ? null
                : Traffic.start(
                    envoy.get(), folder.path(), endpoint.xds(), ports.get(0), ports.get(1))) {
          if (!Boolean.getBoolean("demo.exit")) {
            var gateway = traffic == null ? null : traffic.uri();
            System.out.println(new DemoInstructions(cluster, endpoint, gateway));
            stop.await();
          } else if (traffic != null) {
            traffic.follow(mesh);
          }
          return true;
        }
      }
    }
  }

  /** The beginning of the name of its folder, which tells whose it was if something is left. */
  private static String folderName() {
    return "demo-%d-".formatted(ProcessHandle.current().pid());
  }

  /** Empty where it cannot be had, which leaves all but the requests. */
  private static Optional<EnvoyProgram> envoy() {
    try {
      return Optional.of(EnvoyProgram.find());
    } catch (IllegalStateException e) {
      var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      Progress.say("envoy", "no requests through a gateway in this run: " + reason);
      return Optional.empty();
    }
  }

  private static Settings operator(URI endpoint) {
    return new Settings(
        new AwsTarget(DemoEndpoint.REGION, endpoint, false),
        CallRates.LEARNED,
        OwnerMarks.DEFAULT,
        WatchScope.ALL,
        Grants.EVERYTHING,
        new Intervals(Duration.ofHours(10), Duration.ofSeconds(60), Duration.ofMinutes(10)),
        8,
        new ListenAddress("127.0.0.1", 0),
        LeaderElection.OFF);
  }

  /** Ctrl-C is the way to end the demo, so it is no failure. */
  private static void endOrderly(CountDownLatch stop, CompletableFuture<Integer> ended) {
    stop.countDown();
    var exitCode = ended.completeOnTimeout(1, 30, TimeUnit.SECONDS).join();
    // What a start that was cut short has left.
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(exitCode);
  }
}
