// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.TestGateways.NO_OTHERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.connect.TestConnections;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.SyncState;
import dev.operators.appmesh.reconcile.status.EventRecorder;
import dev.operators.appmesh.reconcile.status.Finalizer;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import dev.operators.appmesh.reconcile.status.StatusWriter;
import dev.operators.appmesh.reconcile.watch.Rechecks;
import dev.operators.appmesh.reconcile.watch.Successors;
import dev.operators.appmesh.reconcile.watch.WatchedResources;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passes as the framework asks for them. */
class VirtualGatewayReconcilerTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

  /** The middle of its range: no jitter. */
  private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

  private final VirtualGateway resource =
      TestGateways.resource(Map.of("meshName", "apps", "connectionRef", Map.of("name", "shop")));

  private Optional<VirtualGateway> cache = Optional.of(resource);

  private Function<String, Optional<AppMeshConnection>> cluster =
      _ -> {
        throw new IllegalStateException("a defect");
      };

  @AutoClose private final ApiServer api = new ApiServer();

  @AutoClose
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder().withMasterUrl(api.url()).withRequestRetryBackoffLimit(0).build())
          .build();

  @AutoClose
  private final SdkConnections meshes =
      new SdkConnections(Mandate.UNLIMITED, new SimpleMeterRegistry(), NOON);

  private final WatchedResources resources = new WatchedResources();
  private final ReconcileSlots slots = new ReconcileSlots(1, new SimpleMeterRegistry());
  private final KnownStatuses knownStatuses = new KnownStatuses();
  private final VirtualGatewayReconciler reconciler = reconciler();

  @BeforeEach
  void addFinalizer() {
    resource.addFinalizer(Finalizer.NAME);
  }

  @Test
  void defectEndsInAStatusAndIsTriedAgain() {
    assertThat(reconcile()).isEqualTo(Duration.ofSeconds(1));
    assertThat(synced())
        .isEqualTo("InternalError: The operator failed (IllegalStateException); see its log.");
    assertThat(reconcile()).isEqualTo(Duration.ofSeconds(2));

    cluster = _ -> Optional.empty();

    assertThat(reconcile()).isEqualTo(Duration.ofMinutes(10));
    assertThat(synced()).startsWith("ConnectionNotFound: There is no AppMeshConnection shop.");
  }

  @Test
  void passWhoseStatusIsOvertakenAgainAndAgainIsRepeatedEverLater() {
    cluster = _ -> Optional.empty();
    api.others = true;

    assertThat(reconcile()).isEqualTo(Duration.ofSeconds(1));
    assertThat(reconcile()).isEqualTo(Duration.ofSeconds(2));
    assertThat(reconcile()).isEqualTo(Duration.ofSeconds(4));

    api.others = false;
    assertThat(reconcile()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void defectInADeletionKeepsTheResource() {
    resource.getMetadata().setDeletionTimestamp("2026-03-01T11:00:00Z");

    assertThat(reconcile()).isEqualTo(Duration.ofSeconds(1));
    assertThat(synced()).startsWith("InternalError: ");
  }

  @Test
  void passIsOverTheResourceAsItIsWhenItsTurnComes() {
    cluster = _ -> Optional.empty();
    var edited = TestGateways.resource(resource.getSpec());
    edited.getMetadata().setGeneration(resource.getMetadata().getGeneration() + 1);
    cache = Optional.of(edited);

    assertThat(reconcile()).isEqualTo(Duration.ofMinutes(10));

    assertThat(knownStatuses.latest(resource).observedGeneration())
        .isEqualTo(edited.getMetadata().getGeneration());
  }

  @Test
  void nothingIsDoneForWhatIsGoneOrBeingDeletedWhenItsTurnComes() {
    cache = Optional.empty();
    assertThat(reconciler.reconcile(resource, context()).getScheduleDelay()).isEmpty();

    var deleted = TestGateways.resource(resource.getSpec());
    deleted.getMetadata().setDeletionTimestamp("2026-03-01T11:00:00Z");
    cache = Optional.of(deleted);
    assertThat(reconciler.reconcile(resource, context()).getScheduleDelay()).isEmpty();

    var anew = TestGateways.resource(resource.getSpec());
    anew.getMetadata().setUid("another");
    cache = Optional.of(anew);
    assertThat(reconciler.reconcile(resource, context()).getScheduleDelay()).isEmpty();

    resource.getMetadata().setDeletionTimestamp("2026-03-01T11:00:00Z");
    assertThat(reconciler.reconcile(resource, context()).getScheduleDelay()).isEmpty();

    assertThat(knownStatuses.latest(resource)).isEqualTo(VirtualGatewayStatus.EMPTY);
  }

  @Test
  void stopTurnsAwayWhatWaits() {
    slots.close();

    assertThat(reconciler.reconcile(resource, context()).getScheduleDelay()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    resource.getMetadata().setDeletionTimestamp("2026-03-01T11:00:00Z");
    assertThat(reconciler.reconcile(resource, context()).getScheduleDelay()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(knownStatuses.latest(resource)).isEqualTo(VirtualGatewayStatus.EMPTY);
  }

  private Duration reconcile() {
    var control = reconciler.reconcile(resource, context());
    assertThat(control.isNoUpdate()).isTrue();
    return Duration.ofMillis(control.getScheduleDelay().orElseThrow());
  }

  /** Reason and message in the status that the API server was sent last. */
  private String synced() {
    var condition = SyncState.condition(knownStatuses.latest(resource), "Synced").orElseThrow();
    return condition.reason() + ": " + condition.message();
  }

  /** No pass asks it for more than whether the resource is gone. */
  @SuppressWarnings("unchecked")
  private static Context<VirtualGateway> context() {
    return (Context<VirtualGateway>)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) -> {
              assertThat(method.getName()).isEqualTo("isPrimaryResourceDeleted");
              return false;
            });
  }

  /** Holds at most one resource, whatever its name. */
  private final class Cache implements IndexerResourceCache<VirtualGateway> {
    @Override
    public void addIndexers(Map<String, Function<VirtualGateway, List<String>>> added) {
      // Nothing here is found by an index.
    }

    @Override
    public List<VirtualGateway> byIndex(String name, String key) {
      throw new AssertionError(name);
    }

    @Override
    public Optional<VirtualGateway> get(ResourceID id) {
      return cache;
    }

    @Override
    public Stream<ResourceID> keys() {
      return cache.map(ResourceID::fromResource).stream();
    }

    @Override
    public Stream<VirtualGateway> list(Predicate<VirtualGateway> wanted) {
      return cache.filter(wanted).stream();
    }

    @Override
    public Stream<VirtualGateway> list(String namespace, Predicate<VirtualGateway> wanted) {
      return list(wanted);
    }
  }

  private VirtualGatewayReconciler reconciler() {
    resources.from(new Cache());
    var connections = TestConnections.of(meshes, name -> cluster.apply(name));
    var desired = new DesiredGateways("c1", Tags.NONE);
    var history = new PassHistory(NOON, Duration.ofHours(5));
    return new VirtualGatewayReconciler(
        new Finalizer(client, Mandate.UNLIMITED, knownStatuses),
        new Reconciliation(desired, connections, history, NO_OTHERS),
        new Deletion(desired, connections, Duration.ofMinutes(10), NOON),
        new Passes(
            slots,
            resources,
            history,
            knownStatuses,
            new OutcomeRecorder(
                desired,
                new StatusWriter(client, Mandate.UNLIMITED, knownStatuses),
                new EventRecorder(client, Mandate.UNLIMITED, NOON, MIDDLE),
                new DriftMetrics(new SimpleMeterRegistry()),
                history,
                new RequeueDelays(Duration.ofHours(10), MIDDLE),
                NOON)),
        new Successors(resources, connections, desired, knownStatuses, new Unasked()),
        resources,
        _ -> List.of());
  }

  /** Nothing here touches another resource. */
  private static final class Unasked implements Rechecks {
    @Override
    public void recheck(VirtualGateway other) {
      throw new AssertionError(other);
    }

    @Override
    public void nudge(VirtualGateway other) {
      throw new AssertionError(other);
    }

    @Override
    public Instant lastPass(VirtualGateway other) {
      throw new AssertionError(other);
    }
  }

  /** Takes every status for the resource, and every Event. */
  private final class ApiServer implements AutoCloseable {

    private final HttpServer server;
    private int version = 1;

    /** Whether others write another status before each of ours. */
    private volatile boolean others;

    ApiServer() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.createContext("/", this::answer);
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        var sent = JSON.readTree(exchange.getRequestBody());
        var stored = sent;
        int code = 200;
        if (exchange.getRequestURI().getPath().endsWith("/status")) {
          if (others) {
            code = 409;
          } else {
            stored = written(sent.get(1).get("value"));
          }
        } else if (exchange.getRequestMethod().equals("GET")) {
          stored = written(JSON.createObjectNode().put("uid", "others-" + version));
        }
        var body = JSON.writeValueAsBytes(stored);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
      }
    }

    private ObjectNode written(JsonNode status) {
      ObjectNode changed = JSON.valueToTree(resource);
      changed.withObject("metadata").put("resourceVersion", Integer.toString(++version));
      return changed.set("status", status);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
