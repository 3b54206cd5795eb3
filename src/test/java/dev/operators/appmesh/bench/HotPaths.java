// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.endpoint.protocol.JsonCodec;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.endpoint.shape.ShapeCheck;
import dev.operators.appmesh.endpoint.shape.SpecShapes;
import dev.operators.appmesh.envoy.Configuration;
import dev.operators.appmesh.envoy.GatewayConfiguration;
import dev.operators.appmesh.envoy.MeshResources;
import dev.operators.appmesh.envoy.TranslatorSettings;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Permissions;
import dev.operators.appmesh.model.TagChanges;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.ops.ClusterSerialization;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.Holder;
import dev.operators.appmesh.reconcile.plan.Observation;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.OwnerResource;
import dev.operators.appmesh.reconcile.plan.Plan;
import dev.operators.appmesh.reconcile.plan.Planner;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.plan.SyncState;
import dev.operators.appmesh.reconcile.status.StatusProjector;
import dev.operators.appmesh.rules.RuleBook;
import dev.operators.appmesh.rules.Violation;
import dev.operators.appmesh.xds.ConfigurationMessages;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What operator and endpoint do for each resource, pass, request or change without asking anybody.
 * The gateway has two listeners, TLS, a health check, an access log and three tags, and is in sync.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotPaths {

  private static final int ROUTES = 100;
  private static final int SERVICES = 5;

  private static final String SPEC =
      """
      "listeners": [
        {"portMapping": {"port": 8443, "protocol": "http2"},
         "connectionPool": {"http2": {"maxRequests": 100}},
         "healthCheck": {"protocol": "http2", "path": "/ping", "healthyThreshold": 2,
           "unhealthyThreshold": 3, "intervalMillis": 5000, "timeoutMillis": 2000},
         "tls": {"mode": "STRICT", "certificate": {"file": {
           "certificateChain": "/certs/tls.crt", "privateKey": "/certs/tls.key"}}}},
        {"portMapping": {"port": 8080, "protocol": "http"}}],
      "backendDefaults": {"clientPolicy": {"tls": {"ports": [8443],
        "validation": {"trust": {"file": {"certificateChain": "/certs/ca.crt"}}}}}},
      "logging": {"accessLog": {"file": {"path": "/dev/stdout"}}}
      """;

  private static final String RESOURCE =
      """
      {"apiVersion": "appmesh.operators.dev/v1beta1", "kind": "VirtualGateway",
       "metadata": {"name": "ingress", "namespace": "shop", "generation": 3,
         "uid": "5b4a7a5e-6f0e-4a57-9f5b-0c7e0a3b9d11", "resourceVersion": "4711",
         "creationTimestamp": "2026-01-01T00:00:00Z", "labels": {"team": "edge"},
         "finalizers": ["appmesh.operators.dev/virtual-gateway"],
         "managedFields": [{"apiVersion": "appmesh.operators.dev/v1beta1", "manager": "kubectl",
           "operation": "Apply", "time": "2026-01-01T00:00:00Z", "fieldsType": "FieldsV1",
           "fieldsV1": {"f:metadata": {"f:labels": {"f:team": {}}}, "f:spec": {
             "f:backendDefaults": {}, "f:listeners": {}, "f:logging": {}, "f:meshName": {},
             "f:tags": {}}}}]},
       "spec": {"meshName": "apps", %s, "tags": [
         {"key": "team", "value": "edge"}, {"key": "stage", "value": "prod"},
         {"key": "cost-center", "value": "4711"}]},
       "status": %s}
      """;

  private final KubernetesSerialization serialization = ClusterSerialization.create();
  private final DesiredGateways gateways = new DesiredGateways("c1", Tags.NONE);

  private final byte[] stored;
  private final VirtualGateway resource;
  private final VirtualGatewayStatus status;
  private final DesiredGateway desired;
  private final SyncState state;
  private final Outcome inSync;
  private final Tags held;
  private final Observation seen;
  private final ObservedGateway described;
  private final Instant now = Instant.parse("2026-03-01T12:00:00.5Z");
  private final byte[] request;
  private final RuleBook rules = RuleBook.shipped();
  private final MeshResources mesh = mesh();
  private final Configuration configuration;

  /** Makes the inputs, and looks whether they are what the names of the benchmarks say. */
  public HotPaths() {
    var without = read(RESOURCE.formatted(SPEC, "{}").getBytes(UTF_8));
    // What is described has no object in common with what is desired.
    var other = legible(without);
    described =
        new ObservedGateway(
            other.key(),
            "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/ingress",
            "0c7e0a3b-6f0e-4a57-9f5b-5b4a7a5e9d11",
            7,
            "123456789012",
            "123456789012",
            Instant.parse("2026-01-01T00:00:00.123456Z"),
            Instant.parse("2026-01-02T00:00:00Z"),
            "ACTIVE",
            other.spec());
    held = other.allTags();
    inSync = new Outcome.InSync(described, other.tags(), Outcome.Change.NONE);
    status = StatusProjector.project(VirtualGatewayStatus.EMPTY, 3, inSync, now);
    stored = RESOURCE.formatted(SPEC, serialization.asJson(status)).getBytes(UTF_8);
    resource = parse();
    desired = legible(resource);
    state = state();
    seen =
        new Observation.Known(
            described, held, new Holder.Somebody(other.owner(), new OwnerResource.Living(null)));
    request =
        "{\"virtualGatewayName\": \"ingress\", \"spec\": {%s}}".formatted(SPEC).getBytes(UTF_8);
    configuration = configuration();
    require(status.equals(resource.getStatus()), "the status is read as it was written");
    require(plan() instanceof Plan.Keep, "nothing is to be done");
    require(state.isSettled(desired), "the status is settled");
    require(specDifferences().isEmpty() && tagChanges().isEmpty(), "nothing differs");
    require(checkRequest().isEmpty(), "the request is valid");
    require(configuration.omissions().isEmpty(), "all of the mesh is served");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("expected that " + what);
    }
  }

  private static MeshResources mesh() {
    var specs = new TreeMap<String, Map<String, Object>>();
    specs.put("", Map.of());
    for (var node : List.of("blue", "green")) {
      specs.put(
          "virtualNode/" + node,
          json(
              """
              {"listeners": [{"portMapping": {"port": 8080, "protocol": "http"}}],
               "serviceDiscovery": {"dns": {"hostname": "%s.apps.local"}}}
              """
                  .formatted(node)));
    }
    for (int i = 0; i < SERVICES; i++) {
      specs.put(
          "virtualService/s" + i,
          json(
              "{\"provider\": {\"virtualNode\": {\"virtualNodeName\": \"%s\"}}}"
                  .formatted(i % 2 == 0 ? "blue" : "green")));
    }
    specs.put("virtualGateway/ingress", json("{" + SPEC + "}"));
    for (int i = 0; i < ROUTES; i++) {
      specs.put(
          "virtualGateway/ingress/gatewayRoute/r" + i,
          json(
              """
              {"httpRoute": {"match": {"prefix": "/r%d/"}, "action": {"target": {
                "virtualService": {"virtualServiceName": "s%d"}}}}}
              """
                  .formatted(i, i % SERVICES)));
    }
    return new MeshResources("apps", specs);
  }

  private static Map<String, Object> json(String text) {
    return JsonCodec.parse(text.getBytes(UTF_8));
  }

  private VirtualGateway read(byte[] json) {
    return serialization.unmarshal(new ByteArrayInputStream(json), VirtualGateway.class);
  }

  private DesiredGateway legible(VirtualGateway from) {
    if (gateways.read(from) instanceof DesiredGateways.Reading.Legible(var read)) {
      return read;
    }
    throw new IllegalStateException("cannot be read: " + from);
  }

  /** A resource as the API server sends it. */
  @Benchmark
  public final VirtualGateway parse() {
    return read(stored);
  }

  /** What the resource asks for. */
  @Benchmark
  public DesiredGateways.Reading desired() {
    return gateways.read(resource);
  }

  /** What the status says. */
  @Benchmark
  public final SyncState state() {
    return SyncState.of(status);
  }

  /** The comparison alone: the spec. */
  @Benchmark
  public final List<Difference> specDifferences() {
    return desired.spec().differences(described.spec());
  }

  /** The comparison alone: the tags. */
  @Benchmark
  public final TagChanges tagChanges() {
    return TagChanges.between(desired.allTags(), held, state.appliedTags());
  }

  /** The decision about a gateway that was described with its tags, comparison included. */
  @Benchmark
  public final Plan plan() {
    var requests = Requests.of(resource).since(state);
    return new Planner(desired, state, Policies.of(resource), requests, Permissions.DEFAULT)
        .plan(seen);
  }

  /** The status after a pass. */
  @Benchmark
  public VirtualGatewayStatus project() {
    return StatusProjector.project(status, 3, inSync, now);
  }

  /** A request's body, its shape and the rules of its spec. */
  @Benchmark
  public final List<Violation> checkRequest() {
    var body = JsonCodec.parse(request);
    var spec = new JsonMembers("", body).requiredStructure("spec").values();
    ShapeCheck.check(SpecShapes.GATEWAY_SPEC, "spec", spec);
    var whole = new LinkedHashMap<>(spec);
    whole.put("meshName", "apps");
    whole.put("virtualGatewayName", "ingress");
    return rules.check(Map.of("metadata", Map.of("name", "gateway"), "spec", whole));
  }

  /** The configuration of the gateway's Envoys, as trees. */
  @Benchmark
  public final Configuration configuration() {
    return GatewayConfiguration.of(mesh, "ingress", TranslatorSettings.DEFAULT);
  }

  /** The messages of these trees. */
  @Benchmark
  public int messages() {
    return ConfigurationMessages.bytes(configuration);
  }
}
