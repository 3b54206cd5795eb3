// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.operators.appmesh.Patience;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.faults.Faults;
import dev.operators.appmesh.endpoint.faults.RateLimits;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.SecondAccount;
import dev.operators.appmesh.fixture.TestEnvironment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Prints what the operator takes, in time, calls, writes, processor time and memory: on a real API
 * server, with an App Mesh that answers after 30 ms. It is started by its script, from the cache
 * that a first run has left. {@code ./mvnw -Pbench -Dbench=operator} runs it; {@code
 * -Dbench.sizes=1000} with other numbers of resources, and {@code -Dbench.jvm="-Xmx128m ..."} with
 * more flags of the JVM.
 */
final class OperatorBench {

  private static final Fault LATENCY = new Fault.Delay(Duration.ofMillis(30));

  /** Longer than the interval of the drift checks. */
  private static final Duration IDLE = Duration.ofSeconds(90);

  /** What a service that throttles allows, and how many resources are created there. */
  private static final double THROTTLED_RATE = 8;

  private static final int THROTTLED = 200;

  /** Clients of the API server that make, edit and delete the resources. */
  private static final int USERS = 16;

  /** How many resources the first run has, from which no figures come. */
  private static final int UNMEASURED = 100;

  private static final String MORE_FLAGS = System.getProperty("bench.jvm", "");

  private static final Path CACHES = Path.of("target", "bench", "aot").toAbsolutePath();

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private static final String OTHER_PORT =
      """
      {"spec": {"listeners": [{"portMapping": {"port": 8081, "protocol": "http"}}]}}
      """;

  /**
   * A row of the table.
   *
   * @param seconds from the beginning until all is done
   * @param users seconds until the users' own requests were answered; 0 if they made none
   * @param firstCall seconds from the beginning until the first call of App Mesh
   * @param calls of App Mesh, all
   * @param writes at the API server, all
   * @param cpu seconds of processor time of the operator
   * @param peakMib the most that the operator had in memory since its start
   */
  record Row(
      int resources,
      String what,
      double seconds,
      double users,
      double firstCall,
      long calls,
      double writes,
      double cpu,
      long peakMib,
      long anonymousMib,
      long fileMib) {}

  private final List<Row> rows = new ArrayList<>();
  private final AtomicReference<@Nullable Instant> firstCall = new AtomicReference<>();
  private final int resources;

  private OperatorBench(int resources) {
    this.resources = resources;
  }

  static void print() throws IOException {
    leaveCache();
    var rows = new ArrayList<Row>();
    for (var size : System.getProperty("bench.sizes", "1000,10000").split(",")) {
      rows.addAll(new OperatorBench(Integer.parseInt(size)).run());
    }
    System.out.printf(
        "%n## %d cores, JDK %s, the operator by its script%s%n%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        MORE_FLAGS.isEmpty() ? "" : " with `" + MORE_FLAGS + "`");
    System.out.print(
        """
        | resources | what | s | users' requests, s | first call, s | calls | writes | CPU, s \
        | peak memory, MiB | now anonymous / of files, MiB |
        | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        """);
    rows.forEach(
        it ->
            System.out.printf(
                "| %,d | %s | %.1f | %.1f | %.1f | %,d | %,.0f | %.1f | %d | %d / %d |%n",
                it.resources,
                it.what,
                it.seconds,
                it.users,
                it.firstCall,
                it.calls,
                it.writes,
                it.cpu,
                it.peakMib,
                it.anonymousMib,
                it.fileMib));
    var file = Path.of("target", "bench", "operator.json");
    Files.createDirectories(file.getParent());
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), rows);
    System.out.println("\nThe same as JSON: " + file);
  }

  private static void leaveCache() throws IOException {
    if (Files.exists(CACHES)) {
      try (var before = Files.list(CACHES)) {
        for (var file : before.toList()) {
          Files.delete(file);
        }
      }
    }
    System.out.println("A first run, which leaves the cache that later ones start from");
    var first = new OperatorBench(UNMEASURED);
    try (var env = new TestEnvironment("bench", "apps");
        var watched = new WatchedGateways(env.client(), env.namespace)) {
      first.createAll(env, "gw-");
      try (var operator = start(env)) {
        watched.await(UNMEASURED, TestEnvironment::isReady);
        first.editAll(env);
        watched.await(UNMEASURED, TestEnvironment::isReady);
        first.byUsers(i -> env.delete("gw-" + i));
        watched.await(0, _ -> true);
        operator.terminate();
        operator.awaitExit();
      }
    }
    Awaitility.await().atMost(Patience.PATIENCE).until(OperatorBench::isCached);
  }

  private static boolean isCached() throws IOException {
    try (var files = Files.list(CACHES)) {
      return files.anyMatch(it -> it.toString().endsWith(".aot"));
    }
  }

  private List<Row> run() {
    try (var env = new TestEnvironment("bench", "apps")) {
      env.endpoint.failing(slowly(_ -> LATENCY));
      try (var watched = new WatchedGateways(env.client(), env.namespace)) {
        createAll(env, "gw-");
        watched.await(resources, _ -> true);
        lifecycle(env, watched);
        besideASlowConnection(env, watched);
        throttled(env, watched);
      }
    }
    return rows;
  }

  private void lifecycle(TestEnvironment env, WatchedGateways watched) {
    var first = new Measure(env, "all wait for the operator", null);
    try (var operator = start(env)) {
      watched.await(resources, TestEnvironment::isReady);
      first.end(operator);

      var idle = new Measure(env, "idle, " + IDLE.toSeconds() + " s", operator);
      operator.runFor(IDLE);
      idle.end(operator);

      var edits = new Measure(env, "each is edited", operator);
      editAll(env);
      edits.usersAreDone();
      watched.await(resources, TestEnvironment::isReady);
      edits.end(operator);
      operator.terminate();
      operator.awaitExit();
    }
    var restart = new Measure(env, "restart", null);
    try (var operator = start(env)) {
      // A sweep, after which nothing is to be done.
      restart.awaitCall();
      restart.end(operator);

      var deletes = new Measure(env, "each is deleted", operator);
      byUsers(i -> env.delete("gw-" + i));
      deletes.usersAreDone();
      watched.await(0, _ -> true);
      deletes.end(operator);
    }
  }

  /** One connection answers after five seconds. */
  private void besideASlowConnection(TestEnvironment env, WatchedGateways watched) {
    try (var slow = SecondAccount.of(env, "eu", "eu-secret");
        var operator = start(env)) {
      slow.endpoint.failing(slowly(_ -> new Fault.Delay(Duration.ofSeconds(5))));
      slow.connect(Map.of());
      operator.awaitStarted();
      byUsers(
          i ->
              env.create(
                  Manifest.with(
                      env.gateway("slow-" + i, 80), "connectionRef", Map.of("name", slow.name))));
      var fast = new Measure(env, "beside as many of a slow connection", operator);
      createAll(env, "fast-");
      fast.usersAreDone();
      watched.await(
          2 * resources,
          it -> it.getMetadata().getName().startsWith("slow-") || TestEnvironment.isReady(it));
      fast.end(operator);
      slow.endpoint.failing(Faults.NONE);
      byUsers(
          i -> {
            env.delete("slow-" + i);
            env.delete("fast-" + i);
          });
      watched.await(0, _ -> true);
    }
  }

  private void throttled(TestEnvironment env, WatchedGateways watched) {
    var limits = new RateLimits(5 * THROTTLED_RATE, THROTTLED_RATE, System::nanoTime);
    env.endpoint.failing(slowly(call -> orLatency(limits.decide(call))));
    IntStream.range(0, THROTTLED).forEach(i -> env.create("throttled-" + i, 80));
    var measure =
        new Measure(env, "%d, of %.0f writes a second".formatted(THROTTLED, THROTTLED_RATE), null);
    try (var operator = start(env)) {
      watched.await(THROTTLED, TestEnvironment::isReady);
      measure.end(operator);
      env.endpoint.failing(slowly(_ -> LATENCY));
      IntStream.range(0, THROTTLED).forEach(i -> env.delete("throttled-" + i));
      watched.await(0, _ -> true);
    }
  }

  private static Fault orLatency(Fault fault) {
    return fault instanceof Fault.None ? LATENCY : fault;
  }

  private Faults slowly(Faults faults) {
    return call -> {
      firstCall.compareAndSet(null, Instant.now());
      return faults.decide(call);
    };
  }

  private void editAll(TestEnvironment env) {
    byUsers(i -> env.resource("gw-" + i).patch(MERGE, OTHER_PORT));
  }

  private void createAll(TestEnvironment env, String prefix) {
    byUsers(i -> env.create(prefix + i, 80));
  }

  private void byUsers(IntConsumer request) {
    try (var users = Executors.newFixedThreadPool(USERS)) {
      IntStream.range(0, resources).forEach(i -> users.execute(() -> request.accept(i)));
    }
  }

  private static OperatorProcess start(TestEnvironment env) {
    return OperatorProcess.launched(
        env,
        Map.of("APPMESH_OPERATOR_AOT_CACHE", CACHES.toString(), "JDK_JAVA_OPTIONS", MORE_FLAGS));
  }

  /** What is done from now on, measured. */
  private final class Measure {
    private final TestEnvironment env;
    private final String what;
    private final Duration cpuBefore;
    private final double writesBefore;
    private final Instant begin = Instant.now();
    private Duration users = Duration.ZERO;

    /**
     * @param operator null if it is yet to be started
     */
    Measure(TestEnvironment env, String what, @Nullable OperatorProcess operator) {
      this.env = env;
      this.what = what;
      System.out.printf("%,d resources: %s%n", resources, what);
      env.endpoint.forgetCalls();
      firstCall.set(null);
      writesBefore = env.allWrites();
      cpuBefore = operator == null ? Duration.ZERO : operator.cpu();
    }

    void usersAreDone() {
      users = Duration.between(begin, Instant.now());
    }

    void awaitCall() {
      Awaitility.await()
          .atMost(Patience.PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> firstCall.get() != null);
    }

    void end(OperatorProcess operator) {
      var end = Instant.now();
      var memory = new Memory(operator.pid());
      var first = firstCall.get();
      rows.add(
          new Row(
              resources,
              what,
              seconds(Duration.between(begin, end)),
              seconds(users),
              first == null ? 0 : seconds(Duration.between(begin, first)),
              env.endpoint.allCalls().size(),
              env.allWrites() - writesBefore,
              seconds(operator.cpu().minus(cpuBefore)),
              memory.mib("VmHWM"),
              memory.mib("RssAnon"),
              memory.mib("RssFile")));
      System.out.println(rows.getLast());
    }

    private static double seconds(Duration time) {
      return time.toMillis() / 1e3;
    }
  }
}
