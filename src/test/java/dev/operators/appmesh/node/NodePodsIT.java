// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Patience;
import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.fixture.ChartRelease;
import dev.operators.appmesh.fixture.Manifest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pods of a release while requests go through them, and whatever happens to them. */
class NodePodsIT {

  private static final List<String> COMPONENTS = List.of("operator", "endpoint", "envoy");
  private static final Duration HANDOVER = Duration.ofSeconds(2);

  /** Six failures of the liveness probe, one each ten seconds, and the grace period. */
  private static final Duration STANDSTILL = Duration.ofSeconds(90);

  /** The shortest life that Kubernetes allows for a token; the kubelet renews it after 80 %. */
  private static final Duration TOKEN = Duration.ofMinutes(10);

  /** What the service account's admission adds to a pod, with a token that lives shorter. */
  private static final String SHORT_TOKENS =
      """
      extraVolumes:
      - name: token
        projected:
          sources:
          - serviceAccountToken: {path: token, expirationSeconds: %d}
          - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
          - downwardAPI: {items: [{path: namespace, fieldRef: {fieldPath: metadata.namespace}}]}
      extraVolumeMounts:
      - {name: token, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}
      """
          .formatted(TOKEN.toSeconds());

  @AutoClose private static NodeRelease release;

  @BeforeAll
  static void install() throws Exception {
    release = NodeRelease.prepare();
    release.install(SHORT_TOKENS);
  }

  @Test
  void noRequestIsLostWhileWeightsShift() throws Exception {
    try (var load = PodLoad.on(release)) {
      shift(50, 50);
      Awaitility.await("both").until(() -> load.counts().of("green") > 100);
      shift(0, 100);
      Awaitility.await("green alone")
          .until(
              () -> {
                var before = load.counts();
                load.awaitMore("requests");
                return load.counts().of("blue") == before.of("blue");
              });
      shift(100, 0);
      assertNothingFailed("shifted", load);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "endpoint"})
  void noRequestIsLostWhileOthersThanEnvoysAreKilled(String component) throws Exception {
    try (var load = PodLoad.on(release)) {
      restartedAfter(component, NodeContainer::kill, "Error");
      shift(0, 100);
      Awaitility.await("green").until(() -> load.counts().of("green") > 100);
      shift(100, 0);
      assertNothingFailed(component + " killed", load);
    }
  }

  @Test
  void noRequestIsLostWhileAnEnvoyIsDeleted() throws Exception {
    try (var load = PodLoad.on(release)) {
      var pod = release.pods("envoy").getFirst();
      release.cluster().client().resource(pod).delete();
      awaitReady();
      load.awaitMore("requests");
      assertNothingFailed("Envoy deleted", load);
    }
  }

  /** Connections to it are cut, and refused until Kubernetes has noticed; no answer is wrong. */
  @Test
  void onlyConnectionsFailWhereAnEnvoyIsKilled() throws Exception {
    try (var load = PodLoad.on(release)) {
      restartedAfter("envoy", NodeContainer::kill, "Error");
      var failed = load.counts();
      System.out.printf("Envoy killed: %s%n", failed);
      assertThat(failed.failures())
          .allSatisfy(
              it -> assertThat(it).containsAnyOf("connection refused", "connection reset", "EOF"));
      load.awaitMore("requests");
      assertThat(load.counts().failed()).isEqualTo(failed.failed());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "endpoint", "envoy"})
  void aContainerWithoutMemoryIsStartedAgain(String component) throws Exception {
    restartedAfter(component, NodeContainer::exhaustMemory, "OOMKilled");
    try (var load = PodLoad.on(release)) {
      load.awaitMore("requests");
    }
  }

  /** Its probes find out, since it cannot say so itself. */
  @Test
  void containersThatStandStillAreStartedAgain() throws Exception {
    var pods = COMPONENTS.stream().map(it -> release.pods(it).getFirst()).toList();
    for (var pod : pods) {
      NodeContainer.of(pod).pause();
    }
    for (var pod : pods) {
      Awaitility.await("another container of " + name(pod))
          .atMost(STANDSTILL.plus(Patience.PATIENCE))
          .until(() -> restarts(current(pod)) > restarts(pod));
    }
    awaitReady();
    try (var load = PodLoad.on(release)) {
      load.awaitMore("requests");
    }
  }

  /** With one node there is no other place: the disruption budgets hold what would be the last. */
  @Test
  void noRequestIsLostWhileTheNodeIsDrained() throws Exception {
    try (var load = PodLoad.on(release)) {
      var drained =
          release
              .cluster()
              .kubectl()
              .run(
                  "drain",
                  "node",
                  "--pod-selector=app.kubernetes.io/instance=" + ChartRelease.NAME,
                  "--delete-emptydir-data",
                  "--timeout=30s");
      assertThat(drained.err()).contains("violate the pod's disruption budget");
      assertThat(ready("operator")).isEqualTo(1);
      assertThat(ready("envoy")).isEqualTo(1);
      release.kubectl("uncordon", "node");
      awaitReady();
      load.awaitMore("requests");
      assertNothingFailed("drained", load);
    }
  }

  @Test
  void anotherOperatorWorksSoonAfterItsLeaderIsDeleted() throws Exception {
    var leader = release.leader().orElseThrow();
    var stopwatch = Stopwatch.start();
    release.cluster().client().pods().inNamespace(NodeRelease.NAMESPACE).withName(leader).delete();
    Awaitility.await("another leader")
        .pollInterval(Duration.ofMillis(50))
        .until(() -> release.leader().filter(it -> !it.equals(leader)).isPresent());
    var elapsed = stopwatch.elapsed();
    System.out.printf("another operator leads after %d ms%n", elapsed.toMillis());
    assertThat(stopwatch.unhindered(elapsed)).isLessThan(HANDOVER);
    create("after-handover");
    awaitReady();
    assertMemoryIsWhatIsRequested("operator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "endpoint", "envoy"})
  void containersMayDoNothingButTheirWork(String component) throws Exception {
    for (var pod : release.pods(component)) {
      var container = NodeContainer.of(pod);
      assertThat(container.status())
          .containsEntry("Uid", "65532\t65532\t65532\t65532")
          .containsEntry("CapEff", "0000000000000000")
          .containsEntry("NoNewPrivs", "1")
          .containsEntry("Seccomp", "2");
      assertThat(container.hasReadOnlyRoot()).isTrue();
    }
  }

  /** The one that its pod began with; the kubelet has put another in its place by then. */
  @Test
  void theLeaderGoesOnAfterItsTokenHasEnded() {
    Awaitility.await("the end of the token")
        .atMost(TOKEN.plusMinutes(2))
        .pollInterval(Duration.ofSeconds(5))
        .until(() -> startOf(leader()).plus(TOKEN).plusSeconds(30).isBefore(Instant.now()));
    var leader = name(leader());
    create("after-token");
    assertThat(name(leader())).isEqualTo(leader);
  }

  private static Pod leader() {
    var name = release.leader().orElseThrow();
    return release.pods("operator").stream()
        .filter(it -> name(it).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Instant startOf(Pod pod) {
    return Instant.parse(pod.getStatus().getStartTime());
  }

  private static void create(String name) {
    release.cluster().client().resource(Manifest.of("default", name, "apps", 8080)).create();
    release.kubectl("wait", "vgw/" + name, "--for=condition=Ready", "--timeout=100s");
  }

  /** What happens to a container. */
  private interface Misfortune {
    void befall(NodeContainer container) throws Exception;
  }

  /** Waits until the first pod's container has been started again, and all are ready. */
  private void restartedAfter(String component, Misfortune misfortune, String reason)
      throws Exception {
    var pod = release.pods(component).getFirst();
    var restarts = restarts(pod);
    misfortune.befall(NodeContainer.of(pod));
    Awaitility.await("another container").until(() -> restarts(current(pod)) > restarts);
    awaitReady();
    var ended = current(pod).getStatus().getContainerStatuses().getFirst().getLastState();
    assertThat(ended.getTerminated().getReason()).isEqualTo(reason);
  }

  private static Pod current(Pod pod) {
    return release.cluster().client().resource(pod).get();
  }

  private static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst().getRestartCount();
  }

  @BeforeEach
  void awaitReady() {
    Awaitility.await("all pods are ready")
        .until(() -> COMPONENTS.stream().allMatch(it -> ready(it) == replicas(it)));
  }

  private static int replicas(String component) {
    return component.equals("endpoint") ? 1 : 2;
  }

  private static long ready(String component) {
    return release.pods(component).stream().filter(Readiness::isPodReady).count();
  }

  private static void shift(int blue, int green) throws Exception {
    release.change(mesh -> mesh.shift(Map.of("blue", blue, "green", green)));
  }

  private static void assertNothingFailed(String what, PodLoad load) {
    var counts = load.counts();
    System.out.printf("%s: %s%n", what, counts);
    assertThat(counts.failures()).isEmpty();
  }

  private static void assertMemoryIsWhatIsRequested(String component) throws IOException {
    for (var pod : release.pods(component)) {
      var used = NodeContainer.of(pod).workingSet();
      System.out.printf("%s: %d MiB%n", name(pod), used >> 20);
      assertThat(used).isLessThan(requested(component));
    }
  }

  private static long requested(String component) {
    var resources =
        release.pods(component).getFirst().getSpec().getContainers().getFirst().getResources();
    return Quantity.getAmountInBytes(resources.getRequests().get("memory")).longValueExact();
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
