// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.demo;

import dev.operators.appmesh.connect.Grants;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.ops.AwsTarget;
import dev.operators.appmesh.ops.CallRates;
import dev.operators.appmesh.ops.LeaderElection;
import dev.operators.appmesh.ops.ListenAddress;
import dev.operators.appmesh.ops.OperatorApp;
import dev.operators.appmesh.ops.OwnerMarks;
import dev.operators.appmesh.ops.Settings;
import dev.operators.appmesh.ops.WatchScope;
import dev.operators.appmesh.reconcile.watch.Intervals;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * Starts a Kubernetes API server, an App Mesh endpoint and the operator, applies the samples, and
 * stays until Ctrl-C. With {@code -Ddemo.exit=true} it ends by itself: with 0 once all samples are
 * ready, with 1 if they are not in time.
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
    var stop = new CountDownLatch(1);
    var ended = new CompletableFuture<Integer>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endOrderly(stop, ended)));
    try {
      ended.complete(run(stop) ? 0 : 1);
    } catch (Exception e) {
      LoggerFactory.getLogger(Demo.class).error("The demo failed", e);
      ended.complete(1);
    }
    System.exit(ended.join());
  }

  private static boolean run(CountDownLatch stop) throws Exception {
    var setup =
        EmbeddedEndpoint.with("apps")
            .keys("%s %s full".formatted(KEY.accessKeyId(), KEY.secretAccessKey()));
    try (var cluster = TestCluster.start();
        var endpoint = setup.start();
        var kubernetes =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.operatorKubeconfig().toFile()))
                .build()) {
      // The first place in which the AWS SDK looks for them.
      System.setProperty("aws.accessKeyId", KEY.accessKeyId());
      System.setProperty("aws.secretAccessKey", KEY.secretAccessKey());
      try (var _ = OperatorApp.start(operator(REGION, endpoint.uri()), kubernetes)) {
        var ready = new Samples(cluster).applied(PATIENCE);
        if (Boolean.getBoolean("demo.exit")) {
          return ready;
        }
        System.out.println(new DemoInstructions(cluster, endpoint.uri(), REGION, KEY));
        stop.await();
        return true;
      }
    }
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
    Runtime.getRuntime().halt(ended.completeOnTimeout(1, 30, TimeUnit.SECONDS).join());
  }
}
