// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.demo;

import dev.operators.appmesh.Main;
import dev.operators.appmesh.connect.Grants;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.fixture.ColorsMesh;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.NamedBackend;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.kube.TestJvm;
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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/**
 * Starts a Kubernetes API server, an App Mesh endpoint, the operator and an Envoy, applies the
 * samples, and stays until Ctrl-C. With {@code -Ddemo.exit=true} it ends by itself: with 0 once all
 * samples are ready and requests through a gateway were answered as expected, otherwise with 1.
 */
public final class Demo {

  private static final String REGION = "us-west-2";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final AwsBasicCredentials KEY = AwsBasicCredentials.create("demo", "demo-secret");

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
        var endpoint = endpoint(folder.path(), ports.get(2));
        var blue = NamedBackend.start("blue");
        var green = NamedBackend.start("green");
        var cluster = TestCluster.start();
        var kubernetes =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.operatorKubeconfig().toFile()))
                .build()) {
      // The first place in which the AWS SDK looks for them.
      System.setProperty("aws.accessKeyId", KEY.accessKeyId());
      System.setProperty("aws.secretAccessKey", KEY.secretAccessKey());
      var api = endpoint.awaitServing();
      try (var sdk = sdk(api);
          var _ = OperatorApp.start(operator(REGION, api), kubernetes)) {
        var mesh = new ColorsMesh(sdk);
        mesh.create(Map.of("blue", blue.port(), "green", green.port()), Traffic.BEFORE);
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
                    envoy.get(),
                    folder.path(),
                    endpoint.awaitServingEnvoys(),
                    ports.get(0),
                    ports.get(1))) {
          if (!Boolean.getBoolean("demo.exit")) {
            var envoys = endpoint.awaitStarted().resolve("/envoys");
            var gateway = traffic == null ? null : traffic.uri();
            System.out.println(new DemoInstructions(cluster, api, REGION, KEY, envoys, gateway));
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

  /** As it is shipped, in a process of its own. */
  private static EndpointProcess endpoint(Path folder, int egressPort) throws IOException {
    var keys = folder.resolve("access-keys");
    Files.writeString(keys, "%s %s full".formatted(KEY.accessKeyId(), KEY.secretAccessKey()));
    var flags =
        List.of(
            "--mesh=" + ColorsMesh.MESH,
            "--region=" + REGION,
            "--data=" + folder.resolve("data"),
            "--access-keys=" + keys,
            "--xds-egress-port=" + egressPort);
    var command =
        TestJvm.command(
            Main.class,
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(EndpointProcess.arguments(flags));
    return EndpointProcess.of("endpoint", new ProcessBuilder(command));
  }

  private static AppMeshClient sdk(URI endpoint) {
    return AppMeshClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(StaticCredentialsProvider.create(KEY))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  private static Settings operator(String region, URI endpoint) {
    return new Settings(
        new AwsTarget(region, endpoint, false),
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
