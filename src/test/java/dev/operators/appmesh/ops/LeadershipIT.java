// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.kube.TestCluster;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Candidates of one lease on a real API server, with what a leader does and may not do. */
class LeadershipIT {

  private static final String NAMESPACE = "appmesh-system";

  /** Changes a lease whatever its leader does to it meanwhile. */
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final TestCluster cluster = TestCluster.shared();
  private final String name = "lease-" + UUID.randomUUID();
  private final CountDownLatch unreachable = new CountDownLatch(1);
  private volatile boolean cut;

  /** With the operator's rights, on an API server that can stop to answer. */
  private final KubernetesClient kubernetes =
      new KubernetesClientBuilder()
          .withConfig(Config.fromKubeconfig(cluster.operatorKubeconfig().toFile()))
          .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("cut", new Cut()))
          .build();

  private final Candidate first = new Candidate("first");
  private final Candidate second = new Candidate("second");

  private final class Cut implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      if (cut) {
        try {
          unreachable.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private final class Candidate {
    private final AtomicInteger led = new AtomicInteger();
    private volatile Instant lost = Instant.MAX;
    private final Leadership leadership;

    Candidate(String identity) {
      leadership =
          new Leadership(
              new SharedLease(kubernetes, NAMESPACE, name, identity, Leadership.LEASE),
              () -> lost = Instant.now());
    }

    void start() {
      leadership.start(led::incrementAndGet);
    }

    void awaitLeading() {
      Awaitility.await("leading").pollInterval(Duration.ofMillis(10)).until(() -> led.get() == 1);
      assertThat(leadership.holds()).isTrue();
    }

    void awaitLost() {
      Awaitility.await("lost").until(() -> lost.isBefore(Instant.MAX));
      assertThat(leadership.holds()).isFalse();
    }
  }

  private Resource<Lease> lease() {
    return cluster.client().leases().inNamespace(NAMESPACE).withName(name);
  }

  private String holder() {
    return lease().get().getSpec().getHolderIdentity();
  }

  @AfterEach
  void stop() {
    unreachable.countDown();
    cut = false;
    first.leadership.close();
    second.leadership.close();
    lease().delete();
    kubernetes.close();
  }

  @Test
  void leaderHandsOverWhenItEnds() {
    first.start();
    first.awaitLeading();
    second.start();
    Awaitility.await("second knows").until(() -> second.leadership.words().contains("first leads"));
    assertThat(second.leadership.holds()).isFalse();
    assertThat(second.led).hasValue(0);
    assertThat(lease().get().getSpec().getLeaseDurationSeconds()).isEqualTo(15);

    var stopwatch = Stopwatch.start();
    first.leadership.close();
    assertThat(first.leadership.holds()).isFalse();
    second.awaitLeading();

    assertThat(stopwatch.unhindered()).isLessThan(Duration.ofSeconds(2));
    assertThat(holder()).isEqualTo("second");
    assertThat(lease().get().getSpec().getLeaseTransitions()).isEqualTo(1);
    assertThat(first.lost).isEqualTo(Instant.MAX);
  }

  @Test
  void standbyThatEndsDoesNotTouchTheLease() {
    first.start();
    first.awaitLeading();
    second.start();
    Awaitility.await("second knows").until(() -> second.leadership.words().contains("first leads"));

    second.leadership.close();

    assertThat(holder()).isEqualTo("first");
    assertThat(first.leadership.holds()).isTrue();
  }

  @Test
  void withdrawnCandidateTakesNoLease() {
    first.start();
    first.awaitLeading();
    second.leadership.withdraw();
    second.start();
    Awaitility.await("second knows").until(() -> second.leadership.words().contains("first leads"));

    first.leadership.close();

    Awaitility.await("nobody leads")
        .during(Duration.ofSeconds(2))
        .until(() -> holder() == null && second.led.get() == 0);
  }

  @Test
  void leaseWithoutContentIsFree() {
    var empty =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(NAMESPACE)
            .withName(name)
            .endMetadata()
            .build();
    cluster.client().resource(empty).create();

    first.start();
    first.awaitLeading();

    assertThat(holder()).isEqualTo("first");
  }

  @Test
  void leaderThatCannotStartItsWorkEnds() {
    first.leadership.start(
        () -> {
          throw new IllegalStateException("no work");
        });

    first.awaitLost();
  }

  @Test
  void leaseTakenByAnotherIsLost() {
    first.start();
    first.awaitLeading();
    lease().patch(MERGE, "{\"spec\":{\"holderIdentity\":\"somebody\"}}");

    first.awaitLost();

    first.leadership.close();
    assertThat(holder()).isEqualTo("somebody");
  }

  @Test
  void deletedLeaseIsLost() {
    first.start();
    first.awaitLeading();
    lease().delete();

    first.awaitLost();

    assertThat(lease().get()).isNull();
  }

  @Test
  void labelOnTheLeaseChangesNothing() {
    first.start();
    first.awaitLeading();
    var renewed = lease().get().getSpec().getRenewTime();
    lease().patch(MERGE, "{\"metadata\":{\"labels\":{\"team\":\"edge\"}}}");

    Awaitility.await("renewed")
        .until(() -> lease().get().getSpec().getRenewTime().isAfter(renewed));
    assertThat(first.leadership.holds()).isTrue();
    assertThat(lease().get().getMetadata().getLabels()).containsEntry("team", "edge");
  }

  /** Its request hangs, so that only the clock can tell it. */
  @Test
  void leaderThatCannotRenewStopsBeforeItsLeaseEnds() {
    first.start();
    first.awaitLeading();
    cut = true;
    var renewed = lease().get().getSpec().getRenewTime().toInstant();

    first.awaitLost();

    // One more renewal may have been under way when the way was cut.
    assertThat(Duration.between(renewed, first.lost))
        .isBetween(Leadership.MANDATE.minusSeconds(1), Leadership.LEASE);
    assertThat(first.led).hasValue(1);
  }
}
