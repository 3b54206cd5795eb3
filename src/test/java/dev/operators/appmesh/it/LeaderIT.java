// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.OperatorReplica;
import dev.operators.appmesh.fixture.RandomUser;
import dev.operators.appmesh.fixture.TestEnvironment;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Several operators, of which one leads, whatever happens to it. */
class LeaderIT {

  private static final int RESOURCES = 100;
  private static final int PAUSED_RESOURCES = 10;
  private static final int ENDS = Integer.getInteger("leader.kills", 4);

  /** A lease, and what the next leader needs to notice its end and to make a call. */
  private static final Duration LEASE = Duration.ofSeconds(15).plusSeconds(2);

  private static final Duration HANDOVER = Duration.ofSeconds(2);

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());

  /** How leaders end, one after the other. */
  private static final List<Ending> ENDINGS =
      List.of(Ending.KILLED, Ending.TERMINATED, Ending.PAUSED, Ending.TERMINATED);

  /** How a leader ends. */
  private enum Ending {
    /** The process or its machine dies. */
    KILLED("kill -9", LEASE),
    /** It is asked to end, as in a rolling upgrade. */
    TERMINATED("SIGTERM", HANDOVER),
    /** It stands still for longer than its lease, and then goes on. */
    PAUSED("SIGSTOP", LEASE);

    private final String signal;
    private final Duration most;

    Ending(String signal, Duration most) {
      this.signal = signal;
      this.most = most;
    }

    void befall(OperatorProcess leader) {
      switch (this) {
        case KILLED -> leader.kill();
        case TERMINATED -> leader.terminate();
        case PAUSED -> leader.pause();
      }
    }

    /** What becomes of it after another leads. */
    void conclude(OperatorProcess leader) {
      switch (this) {
        case KILLED -> {}
        case TERMINATED -> assertThat(leader.awaitExit()).isZero();
        case PAUSED -> {
          leader.resume();
          assertThat(leader.awaitExit()).isEqualTo(1);
          assertThat(leader.output()).contains("leadership is lost");
        }
      }
    }
  }

  /**
   * @param time from the signal to the first call of the next leader
   * @param unhindered what of it counts on a busy machine
   */
  private record Takeover(Ending ending, Duration time, Duration unhindered) {

    @Override
    public String toString() {
      return "| %s | %.2f s |".formatted(ending.signal, time.toMillis() / 1000.0);
    }
  }

  @Test
  void changesSurviveEveryEndOfALeader() throws Exception {
    System.out.printf("%d leaders end, -Dchaos.seed=%d%n", ENDS, seed);
    var takeovers = new ArrayList<Takeover>();
    var paused = Instant.MAX;
    try (var env = new TestEnvironment("leader", "apps");
        var user = new RandomUser(env, RESOURCES, Duration.ofMillis(20), seed)) {
      var kubeconfig = env.cluster.operatorKubeconfig();
      var leader = OperatorReplica.start(env, kubeconfig);
      leader.process().awaitLeading();
      var moments = new Random(seed + 1);
      for (int i = 0; i < ENDS; i++) {
        var ending = ENDINGS.get(i % ENDINGS.size());
        var next = OperatorReplica.start(env, kubeconfig);
        next.awaitReady();
        leader.process().runFor(Duration.ofMillis(moments.nextInt(2_000)));
        if (ending == Ending.PAUSED && paused.equals(Instant.MAX)) {
          paused = Instant.now();
        }
        takeovers.add(takeover(ending, leader, next));
        leader = next;
      }
      user.stopAndSettle();
      user.awaitMeshHolds();
      assertThat(leader.process().output()).doesNotContain("ERROR");
      leader.close();
      print(takeovers);
      assertNothingWasToldTwice(env);
      assertNothingWasUndoneBefore(paused, env);
    }
    for (var ending : Set.copyOf(ENDINGS)) {
      assertThat(median(takeovers, ending)).as(ending.signal).isLessThan(ending.most);
    }
  }

  /** One of them may be late. */
  private static Duration median(List<Takeover> takeovers, Ending ending) {
    var times =
        takeovers.stream()
            .filter(it -> it.ending() == ending)
            .map(Takeover::unhindered)
            .sorted()
            .toList();
    return times.get((times.size() - 1) / 2);
  }

  private static Takeover takeover(Ending ending, OperatorReplica leader, OperatorReplica next) {
    assertThat(next.proxy().firstCall()).isEmpty();
    try (leader) {
      var stopwatch = Stopwatch.start();
      var begin = Instant.now();
      ending.befall(leader.process());
      var first = next.awaitFirstCall();
      var time = Duration.between(begin, first);
      var unhindered = stopwatch.unhindered(time);
      ending.conclude(leader.process());
      // What stood still between the question for its mandate and its call may still make that one.
      if (ending != Ending.PAUSED) {
        leader.assertSilentSince(first);
      }
      return new Takeover(ending, time, unhindered);
    }
  }

  private static void print(List<Takeover> takeovers) {
    System.out.println("| the leader gets | the next one calls after |\n| --- | --- |");
    takeovers.forEach(System.out::println);
  }

  /**
   * No gateway was made twice for a resource, and no leader told again what another had told. A
   * leader that ends between a change and its Event leaves it untold.
   */
  private static void assertNothingWasToldTwice(TestEnvironment env) {
    assertThat(events(env, "Created", "Deleted"))
        .isNotEmpty()
        .extracting(it -> it.getReason() + " " + it.getInvolvedObject().getUid())
        .doesNotHaveDuplicates();
    // By the version in its message.
    assertThat(events(env, "Updated"))
        .isNotEmpty()
        .extracting(it -> it.getMessage() + " " + it.getInvolvedObject().getUid())
        .doesNotHaveDuplicates();
  }

  /**
   * Nobody undid what another leader did, but what one that was paused may have done when it went
   * on: an update that it had its mandate for.
   */
  private static void assertNothingWasUndoneBefore(Instant moment, TestEnvironment env) {
    assertThat(events(env, "DriftCorrected"))
        .extracting(it -> Instant.parse(it.getFirstTimestamp()))
        .allMatch(it -> it.isAfter(moment));
  }

  private static List<Event> events(TestEnvironment env, String... reasons) {
    return env.client().v1().events().inNamespace(env.namespace).list().getItems().stream()
        .filter(it -> List.of(reasons).contains(it.getReason()))
        .toList();
  }

  /** It has asked for the gateways, and hears the answers when another has long changed them. */
  @Test
  void leaderThatWasPausedMakesNoChange() throws Exception {
    try (var env = new TestEnvironment("paused", "apps")) {
      var kubeconfig = env.cluster.operatorKubeconfig();
      try (var leader = OperatorReplica.start(env, kubeconfig)) {
        leader.process().awaitLeading();
        names().forEach(name -> env.create(name, 80));
        names().forEach(env::awaitReady);
        try (var next = OperatorReplica.start(env, kubeconfig)) {
          next.awaitReady();
          var answer = new CountDownLatch(1);
          var asked = new CountDownLatch(PAUSED_RESOURCES);
          env.endpoint.failing(
              call -> {
                if (call.operation() == DESCRIBE_VIRTUAL_GATEWAY) {
                  asked.countDown();
                  TestEnvironment.await(answer);
                }
                return new Fault.None();
              });
          names().forEach(name -> env.changePort(name, 81));
          TestEnvironment.await(asked);

          leader.process().pause();
          env.endpoint.healthy();
          env.endpoint.forgetCalls();
          names().forEach(name -> env.changePort(name, 82));
          names().forEach(env::awaitReady);
          var statuses = env.all().stream().map(VirtualGateway::getStatus).toList();
          answer.countDown();
          leader.process().resume();

          assertThat(leader.process().awaitExit()).isEqualTo(1);
          assertThat(env.endpoint.calls(UPDATE_VIRTUAL_GATEWAY)).hasSize(PAUSED_RESOURCES);
          assertThat(env.all()).extracting(VirtualGateway::getStatus).isEqualTo(statuses);
          names()
              .forEach(
                  name ->
                      assertThat(env.gateways.describe("apps", name).orElseThrow().version())
                          .isEqualTo(2));
        }
      }
    }
  }

  private static Stream<String> names() {
    return IntStream.range(0, PAUSED_RESOURCES).mapToObj(i -> "gw-" + i);
  }

  @Test
  void missingPermissionsOnTheLeaseAreReported() {
    try (var env = new TestEnvironment("lease", "apps");
        var replica =
            OperatorReplica.start(
                env,
                env.cluster.operatorKubeconfig(),
                "--leader-election-namespace=" + env.namespace)) {
      assertThat(replica.process().awaitExit()).isEqualTo(1);
      assertThat(replica.process().output())
          .contains(
              "may not get, create, update the Lease appmesh-gateway-operator-",
              "in namespace " + env.namespace,
              "set --leader-election-namespace");
    }
  }

  @Test
  void healthAndMetricsTellWhoLeads() throws Exception {
    try (var env = new TestEnvironment("who", "apps")) {
      var kubeconfig = env.cluster.operatorKubeconfig();
      try (var leader =
          OperatorReplica.start(env, kubeconfig, "--leader-election-id=" + env.namespace)) {
        leader.process().awaitLeading();
        try (var next =
            OperatorReplica.start(env, kubeconfig, "--leader-election-id=" + env.namespace)) {
          var gauge = "leader_election_master_status{name=\"" + env.namespace + "\"} ";
          var lease = env.client().leases().inNamespace("appmesh-system").withName(env.namespace);

          assertThat(get(leader, "/readyz")).isEqualTo("ok: leading\n");
          assertThat(get(leader, "/metrics")).contains(gauge + "1.0");
          var standingBy =
              "ok: standing by, " + lease.get().getSpec().getHolderIdentity() + " leads\n";
          Awaitility.await("it has looked").until(() -> get(next, "/readyz").equals(standingBy));
          assertThat(get(next, "/metrics")).contains(gauge + "0.0");
        }
      }
    }
  }

  private static String get(OperatorReplica replica, String page) throws Exception {
    return OperatorProcess.get(replica.awaitReady().resolve(page)).body();
  }
}
