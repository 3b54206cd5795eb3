// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.aws.AppMeshClients;
import dev.operators.appmesh.aws.AppMeshService;
import dev.operators.appmesh.aws.Breaker;
import dev.operators.appmesh.aws.Limiter;
import dev.operators.appmesh.endpoint.Call;
import dev.operators.appmesh.endpoint.EndpointServer;
import dev.operators.appmesh.endpoint.EndpointSettings;
import dev.operators.appmesh.endpoint.Fault;
import dev.operators.appmesh.endpoint.Faults;
import dev.operators.appmesh.endpoint.Operation;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayRef;

/** An endpoint that keeps a list of the calls it got and fails when told to. */
final class MeshEndpoint implements AutoCloseable {

  static {
    // What the SDK's default chain finds first; the endpoint has this key.
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    System.setProperty("aws.region", "us-west-2");
  }

  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile Faults faults = Faults.NONE;
  private final EndpointServer server;
  private final AppMeshClient client;
  private final AppMeshService service;

  MeshEndpoint(String... meshes) {
    this(EndpointSettings.local(meshes));
  }

  /** For other settings; the key of this process must be one that may call it. */
  MeshEndpoint(EndpointSettings settings) {
    server = new EndpointServer(settings, Clock.systemUTC(), this::decide);
    var metrics = new SimpleMeterRegistry();
    client =
        AppMeshClients.client(
            settings.region(),
            server.uri(),
            16,
            new Limiter(0, 0, metrics),
            new Breaker(InstantSource.system(), metrics),
            Mandate.UNLIMITED,
            metrics);
    service = new AppMeshService(client);
  }

  private Fault decide(Call call) {
    calls.add(call);
    return faults.decide(call);
  }

  URI uri() {
    return server.uri();
  }

  /** From now on, calls go as {@code faults} says. */
  void failing(Faults faults) {
    this.faults = faults;
  }

  /** From now on, calls of {@code operation} go as {@code fault} says, all others well. */
  void failing(Operation operation, Fault fault) {
    failing(call -> call.operation() == operation ? fault : new Fault.None());
  }

  /** From now on, all calls go well. */
  void healthy() {
    failing(Faults.NONE);
  }

  /** The calls for resources since the last {@link #forgetCalls}; not those of the sweep. */
  List<Call> calls() {
    return allCalls().stream()
        .filter(call -> call.operation() != Operation.LIST_VIRTUAL_GATEWAYS)
        .toList();
  }

  /** All calls since the last {@link #forgetCalls}. */
  List<Call> allCalls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  List<Call> calls(Operation operation) {
    return allCalls().stream().filter(call -> call.operation() == operation).toList();
  }

  /** The calls since the last {@link #forgetCalls} that name this gateway or its ARN. */
  List<Call> callsAbout(String mesh, String name) {
    return allCalls().stream()
        .filter(
            call ->
                arn(mesh, name).equals(call.query().get("resourceArn"))
                    || (mesh.equals(call.meshName()) && name.equals(call.virtualGatewayName())))
        .toList();
  }

  void forgetCalls() {
    calls.clear();
  }

  AppMeshClient client() {
    return client;
  }

  /** A gateway with a listener on port 80 that no resource asked for. */
  void make(String mesh, String name) {
    make(mesh, name, Map.of());
  }

  /** The same, with tags. */
  void make(String mesh, String name, Map<String, String> tags) {
    make(mesh, name, Map.of("listeners", List.of(Manifest.listener(80))), tags);
  }

  /** A gateway with this spec. */
  void make(String mesh, String name, Map<String, Object> members, Map<String, String> tags) {
    var token = ClientToken.forCreate(UUID.randomUUID().toString());
    var spec = new SpecTree(members);
    service.create(new GatewayKey(mesh, null, name), spec, Tags.of(tags), token);
  }

  /** A gateway route that keeps its gateway from being deleted. */
  void makeRoute(String mesh, String gateway, String name) {
    client.createGatewayRoute(
        create ->
            create
                .meshName(mesh)
                .virtualGatewayName(gateway)
                .gatewayRouteName(name)
                .spec(
                    spec ->
                        spec.httpRoute(
                            route ->
                                route
                                    .match(match -> match.prefix("/" + name))
                                    .action(
                                        action ->
                                            action.target(
                                                target ->
                                                    target.virtualService(
                                                        service ->
                                                            service.virtualServiceName(name)))))));
  }

  /** Changes a gateway behind everybody's back. */
  void change(String mesh, String name, int port) {
    var token = ClientToken.forCreate(UUID.randomUUID().toString());
    var spec = new SpecTree(Map.of("listeners", List.of(Manifest.listener(port))));
    service.update(new GatewayKey(mesh, null, name), spec, token);
  }

  Optional<ObservedGateway> describe(String mesh, String name) {
    return service.describe(new GatewayKey(mesh, null, name));
  }

  /** The ARN of a gateway here. */
  static String arn(String mesh, String name) {
    return "arn:aws:appmesh:us-west-2:123456789012:mesh/" + mesh + "/virtualGateway/" + name;
  }

  /** The tags of a gateway, those of its owner included. */
  Map<String, String> tags(String mesh, String name) {
    return service.tags(arn(mesh, name)).values();
  }

  /** What the mesh holds, all pages. */
  List<VirtualGatewayRef> list(String mesh) {
    return client.listVirtualGatewaysPaginator(request -> request.meshName(mesh)).stream()
        .flatMap(page -> page.virtualGateways().stream())
        .toList();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
