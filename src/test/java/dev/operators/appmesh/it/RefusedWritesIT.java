// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.ops.RepeatedLines;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.EditReplacePatchable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What the API server refuses the operator, it tries ever less often, whatever else happens, and
 * says so once a minute. Passes are counted by the operator's metrics, and those over each resource
 * by the calls that the endpoint has answered.
 */
class RefusedWritesIT {

  private static final Duration WINDOW = Duration.ofSeconds(30);

  /** For each resource, in one window. */
  private static final int MOST_PASSES = 10;

  private static final String NAMESPACE = "appmesh-system";
  private static final String ACCOUNT = "appmesh-gateway-operator";
  private static final String OPERATOR = "system:serviceaccount:" + NAMESPACE + ':' + ACCOUNT;

  @Test
  void whatAPolicyDeniesIsTriedEverLessOften() throws Exception {
    try (var env = new TestEnvironment("denied", "apps");
        var operator = env.operator()) {
      Stream.of("held-unowned", "mute-unowned", "shared", "couple")
          .forEach(it -> env.gateways.make("apps", it));
      reject(env, "held-rejected");
      List.of("held-owned", "held-unowned", "held-rejected", "mute-owned", "idle", "giver")
          .forEach(it -> env.create(it, 80));
      for (var twin : List.of("held-twin-a", "held-twin-b")) {
        wants(env, twin, "shared");
      }
      for (var one : List.of("couple-a", "couple-b")) {
        wants(env, one, "couple");
      }
      List.of("held-owned", "mute-owned", "idle", "giver").forEach(env::awaitReady);
      List.of("held-unowned", "held-twin-a", "held-twin-b", "couple-a", "couple-b")
          .forEach(it -> env.awaitReason(it, "NotOwned"));
      env.awaitReason("held-rejected", "InvalidSpec");

      try (var held = new Policy(env, "virtualgateways", "held-", "Invalid");
          var mute = new Policy(env, "virtualgateways/status", "mute-", "Forbidden");
          var log = new WrittenLines()) {
        held.awaitRefusal("held-owned");
        mute.awaitRefusal("mute-owned");
        env.endpoint.forgetCalls();
        long written = writes(env, "held-unowned");
        var before = passes(operator);

        List.of("held-owned", "held-unowned", "held-rejected", "held-twin-a", "held-twin-b")
            .forEach(env::delete);
        env.create("held-fresh", 80);
        env.create("mute-unowned", 80);
        env.changePort("mute-owned", 8080);
        consent(env, "couple-a", "couple-b");
        consent(env, "couple-b", "couple-a");

        // Each pass over who consents has the other one looked at.
        consent(env, "giver", "held-unowned");
        var port = new AtomicInteger(8080);
        awaitWindow(
            operator,
            before + 14 * MOST_PASSES,
            () -> env.changePort("giver", port.incrementAndGet()));
        assertThat(Stream.of("held-owned", "held-unowned", "held-rejected", "mute-unowned"))
            .allSatisfy(it -> assertThat(looks(env, it)).isBetween(2L, (long) MOST_PASSES));
        // What is refused is not asked again within a pass.
        assertThat(writes(env, "held-unowned") - written).isBetween(2L, (long) MOST_PASSES);
        assertThat(looks(env, "mute-owned")).isBetween(2L, (long) MOST_PASSES);
        // Two resources each.
        assertThat(looks(env, "shared")).isBetween(4L, 2L * MOST_PASSES);
        assertThat(looks(env, "couple")).isBetween(2L, 2L * MOST_PASSES);
        assertThat(env.gateways.callsAbout("apps", "idle")).isEmpty();
        // The removal of a finalizer and its addition fail at two places, the status at one.
        log.assertAtMostEachMinute(held.name, 2);
        log.assertAtMostEachMinute(mute.name, 1);
      }
      env.endpoint.healthy();
      Stream.of("held-owned", "held-unowned", "held-rejected", "held-twin-a", "held-twin-b")
          .forEach(env::awaitGone);
      env.awaitReady("held-fresh");
      env.awaitReady("mute-owned");
      env.awaitReason("mute-unowned", "NotOwned");
    }
  }

  @Test
  void whatRolesForbidIsTriedEverLessOften() throws Exception {
    try (var env = new TestEnvironment("forbidden", "apps")) {
      var account = new RestrictedAccount(env);
      try (var operator = account.startOperator();
          var log = new WrittenLines()) {
        env.gateways.make("apps", "unowned");
        env.create("owned", 80);
        env.create("unowned", 80);
        env.awaitReady("owned");
        env.awaitReason("unowned", "NotOwned");
        account.mayWriteResources(false);
        env.endpoint.forgetCalls();
        var before = passes(operator);

        env.delete("owned");
        env.delete("unowned");
        env.create("fresh", 80);

        awaitWindow(operator, before + 3 * MOST_PASSES, () -> {});
        assertThat(Stream.of("owned", "unowned"))
            .allSatisfy(it -> assertThat(looks(env, it)).isBetween(2L, (long) MOST_PASSES));
        log.assertAtMostEachMinute("cannot patch resource", 2);
        assertThat(metric(operator, "appmesh_reconciles_refused ")).isEqualTo(3);
        account.mayWriteResources(true);
        env.awaitGone("owned");
        env.awaitGone("unowned");
        env.awaitReady("fresh");
        Awaitility.await().until(() -> metric(operator, "appmesh_reconciles_refused ") == 0);
      } finally {
        account.delete();
      }
    }
  }

  /** Its Events are refused as well: nothing is created where everything ends. */
  @Test
  void endOfANamespaceThatAPolicyDeniesIsTriedEverLessOften() throws Exception {
    try (var env = new TestEnvironment("ending", "apps");
        var operator = env.operator()) {
      env.gateways.make("apps", "unowned");
      env.create("owned", 80);
      env.create("unowned", 80);
      env.awaitReady("owned");
      env.awaitReason("unowned", "NotOwned");

      try (var denied = new Policy(env, "virtualgateways", "", "Forbidden");
          var log = new WrittenLines()) {
        denied.awaitRefusal("owned");
        env.endpoint.forgetCalls();
        var before = passes(operator);
        env.client().namespaces().withName(env.namespace).delete();
        env.deleteAll();

        awaitWindow(operator, before + 2 * MOST_PASSES, () -> {});
        assertThat(Stream.of("owned", "unowned"))
            .allSatisfy(it -> assertThat(looks(env, it)).isBetween(2L, (long) MOST_PASSES));
        log.assertAtMostEachMinute(denied.name, 1);
        log.assertAtMostEachMinute("because it is being terminated", 1);
      }
      Awaitility.await().until(() -> env.all().isEmpty());
    }
  }

  private static void reject(TestEnvironment env, String gateway) {
    var refusal = new ApiError(400, "BadRequestException", "refused on purpose");
    env.endpoint.failing(
        call ->
            call.operation() == CREATE_VIRTUAL_GATEWAY
                    && gateway.equals(call.name(ResourceKind.VIRTUAL_GATEWAY))
                ? new Fault.Fail(refusal)
                : new Fault.None());
  }

  private static void wants(TestEnvironment env, String name, String gateway) {
    env.create(Manifest.with(env.gateway(name, 80), "virtualGatewayName", gateway));
  }

  private static void consent(TestEnvironment env, String name, String taker) {
    env.annotate(name, "allow-takeover-by", env.namespace + '/' + taker);
  }

  /** Each pass over a resource looks at its gateway at least once. */
  private static long looks(TestEnvironment env, String gateway) {
    return env.gateways.callsAbout("apps", gateway).stream()
        .filter(call -> call.operation() == DESCRIBE_VIRTUAL_GATEWAY)
        .count();
  }

  /** The operator's attempts to write the resource, not its status. */
  private static long writes(TestEnvironment env, String name) {
    return env.cluster.audit(NAMESPACE, ACCOUNT).stream()
        .filter(it -> it.verb().equals("patch") && it.resource().equals("virtualgateways"))
        .filter(it -> it.namespace().equals(env.namespace) && it.name().equals(name))
        .count();
  }

  private static void awaitWindow(EmbeddedOperator operator, double most, Runnable eachSecond) {
    Awaitility.await("the measured window")
        .failFast("too many passes", () -> passes(operator) > most)
        .pollInterval(Duration.ofSeconds(1))
        .during(WINDOW)
        .atMost(WINDOW.plus(TestEnvironment.PATIENCE))
        .until(
            () -> {
              eachSecond.run();
              return passes(operator) <= most;
            });
  }

  private static double passes(EmbeddedOperator operator) throws IOException, InterruptedException {
    return metric(operator, "reconciliations_started_total{");
  }

  private static double metric(EmbeddedOperator operator, String begin)
      throws IOException, InterruptedException {
    return OperatorProcess.get(operator.management().resolve("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Denies the operator updates until it is closed. */
  private static final class Policy implements AutoCloseable {

    private static final PatchContext DRY_RUN =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withDryRun(List.of("All"))
            .build();

    private final TestEnvironment env;
    private final String subresource;
    private final String manifest;
    final String name;

    /**
     * @param resource with its subresource as RBAC writes it
     * @param prefix of the names of resources that it is about
     * @param reason of the refusal: Invalid is 422, which is what JSON Patches get at a conflict
     */
    Policy(TestEnvironment env, String resource, String prefix, String reason) {
      this.env = env;
      this.subresource = resource.endsWith("/status") ? "status" : "";
      this.name = env.namespace + "-" + (subresource.isEmpty() ? "held" : "mute");
      this.manifest =
          """
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata: {name: %1$s}
          spec:
            matchConstraints:
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %2$s}}
              resourceRules:
              - apiGroups: [appmesh.operators.dev]
                apiVersions: ["*"]
                operations: [UPDATE]
                resources: [%3$s]
            matchConditions:
            - name: the-operator
              expression: "request.userInfo.username == '%4$s'"
            - name: the-resource
              expression: "object.metadata.name.startsWith('%5$s')"
            validations:
            - expression: "false"
              reason: %6$s
          ---
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata: {name: %1$s}
          spec: {policyName: %1$s, validationActions: [Deny]}
          """
              .formatted(name, env.namespace, resource, OPERATOR, prefix, reason);
      load().forEach(it -> env.client().resource(it).create());
    }

    private List<HasMetadata> load() {
      return env.client()
          .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
          .items();
    }

    /** The API server heeds a policy a moment later. */
    void awaitRefusal(String resource) {
      var config = Config.fromKubeconfig(env.cluster.operatorKubeconfig().toFile());
      try (var operator = new KubernetesClientBuilder().withConfig(config).build()) {
        var handle = operator.resource(env.get(resource));
        EditReplacePatchable<VirtualGateway> written =
            subresource.isEmpty() ? handle : handle.subresource(subresource);
        Awaitility.await(name).until(() -> attempt(written).contains(name));
      }
    }

    /** Answers how it is refused; empty if it is not. */
    private static String attempt(EditReplacePatchable<VirtualGateway> written) {
      try {
        written.patch(
            DRY_RUN, "{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"status\":{\"uid\":\"a\"}}");
        return "";
      } catch (KubernetesClientException e) {
        return String.valueOf(e.getMessage());
      }
    }

    @Override
    public void close() {
      load().forEach(it -> env.client().resource(it).delete());
    }
  }

  /** A service account with the operator's rights, of which some can be taken away. */
  private static final class RestrictedAccount {

    private static final String SHIPPED = NAMESPACE + '.' + ACCOUNT;
    private static final String NAME = "restricted";

    private final TestEnvironment env;

    RestrictedAccount(TestEnvironment env) {
      this.env = env;
      var shipped = env.client().rbac().clusterRoles().withName(SHIPPED).get();
      kubectl("create", "serviceaccount", NAME, "-n", env.namespace);
      var rules = shipped.getRules().stream().map(RestrictedAccount::withoutPatch).toList();
      env.client()
          .resource(
              new ClusterRoleBuilder()
                  .withNewMetadata()
                  .withName(env.namespace)
                  .endMetadata()
                  .withRules(rules)
                  .build())
          .create();
      bind(env.namespace, env.namespace);
      mayWriteResources(true);
    }

    private static PolicyRule withoutPatch(PolicyRule rule) {
      if (!rule.getResources().contains("virtualgateways")) {
        return rule;
      }
      var verbs = new ArrayList<>(rule.getVerbs());
      verbs.remove("patch");
      return new PolicyRuleBuilder(rule).withVerbs(verbs).build();
    }

    EmbeddedOperator startOperator() {
      return EmbeddedOperator.as(env, env.cluster.kubeconfig(env.namespace, NAME));
    }

    /** Returns when the API server heeds it. */
    void mayWriteResources(boolean may) {
      if (may) {
        bind(full(), SHIPPED);
      } else {
        kubectl("delete", "clusterrolebinding", full());
      }
      Awaitility.await("the right to patch")
          .until(
              () ->
                  env.cluster
                      .kubectl()
                      .run(
                          "auth",
                          "can-i",
                          "patch",
                          "virtualgateways.appmesh.operators.dev",
                          "-n",
                          env.namespace,
                          "--as=system:serviceaccount:" + env.namespace + ':' + NAME)
                      .out()
                      .strip()
                      .startsWith(may ? "yes" : "no"));
    }

    private void bind(String binding, String role) {
      kubectl(
          "create",
          "clusterrolebinding",
          binding,
          "--clusterrole=" + role,
          "--serviceaccount=" + env.namespace + ':' + NAME);
    }

    void delete() {
      kubectl("delete", "clusterrolebinding", env.namespace, full(), "--ignore-not-found");
      kubectl("delete", "clusterrole", env.namespace);
    }

    private String full() {
      return env.namespace + "-full";
    }

    private void kubectl(String... arguments) {
      env.cluster.kubectl().run(arguments).orThrow();
    }
  }

  /** The warnings and errors that the program would write, with all of their causes. */
  private static final class WrittenLines implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final RepeatedLines repeated = new RepeatedLines();
    private final Instant begun = Instant.now();
    private final AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            repeated.thin(event).map(WrittenLines::text).ifPresent(lines::add);
          }
        };

    WrittenLines() {
      appender.start();
      root.addAppender(appender);
    }

    private static String text(ILoggingEvent line) {
      var failure = line.getThrowableProxy();
      return line.getFormattedMessage()
          + (failure == null ? "" : ThrowableProxyUtil.asString(failure));
    }

    void assertAtMostEachMinute(String words, int causes) {
      var minutes = 1 + Duration.between(begun, Instant.now()).toMinutes();
      assertThat(lines.stream().filter(it -> it.contains(words)))
          .isNotEmpty()
          .hasSizeLessThanOrEqualTo((int) (causes * minutes));
    }

    @Override
    public void close() {
      root.detachAppender(appender);
    }
  }
}
