// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.clients.ModelBounds.Probe;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.Operation.Action;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.fixture.SdkRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What AWS's model of the API allows is taken, and what it does not allow is refused. */
class ModelBoundsIT {

  private static final AtomicInteger PROBES = new AtomicInteger();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MESH = "bounds";

  /** Members of specs that name another resource. */
  private static final Map<String, ResourceKind> NAMING =
      Map.of(
          "virtualNode", ResourceKind.VIRTUAL_NODE,
          "virtualNodeName", ResourceKind.VIRTUAL_NODE,
          "virtualRouterName", ResourceKind.VIRTUAL_ROUTER,
          "virtualServiceName", ResourceKind.VIRTUAL_SERVICE);

  private static ConformanceClients clients;

  @BeforeAll
  static void start(@TempDir Path scratch) throws IOException {
    clients = new ConformanceClients(scratch);
  }

  @AfterAll
  static void stop() {
    System.out.printf(
        "model bounds: %d requests at the bounds of %d operations%n",
        PROBES.get(), Operation.values().length);
    clients.close();
  }

  @TestFactory
  Stream<DynamicTest> everyBoundOfTheModelHolds() {
    return Stream.of(Operation.values())
        .map(
            operation ->
                dynamicTest(operation.apiName(), () -> assertThat(problems(operation)).isEmpty()));
  }

  private static List<String> problems(Operation operation) {
    var samples = new SampleValues(clients.model, members());
    var problems = new ArrayList<String>();
    var probes = ModelBounds.of(clients.model, samples, operation.apiName());
    for (var probe : probes) {
      problem(operation, probe).ifPresent(problems::add);
    }
    PROBES.addAndGet(probes.size());
    return problems;
  }

  private static Map<String, String> members() {
    var members = new HashMap<String, String>();
    Stream.of(ResourceKind.values()).forEach(it -> members.put(it.nameMember(), it.segment()));
    members.put("meshName", MESH);
    members.put("meshOwner", SdkRequests.ACCOUNT);
    members.put(
        "resourceArn", "arn:aws:appmesh:us-west-2:" + SdkRequests.ACCOUNT + ":mesh/" + MESH);
    return members;
  }

  private static Optional<String> problem(Operation operation, Probe probe) {
    if (probe.valid()) {
      prepare(operation, probe.input());
    }
    var answer = clients.http().call(operation.apiName(), probe.input());
    var right =
        switch (answer) {
          case ApiAnswer.Output _ -> probe.valid();
          case ApiAnswer.Refusal(var status, var code, var message) ->
              !probe.valid()
                  && Integer.valueOf(400).equals(status)
                  && code.equals("BadRequestException")
                  && message.contains(probe.name());
          case ApiAnswer.Unsent _ -> false;
        };
    return right
        ? Optional.empty()
        : Optional.of(
            "%s, %s, %s: %s gave %s"
                .formatted(
                    probe.member(),
                    probe.bound(),
                    probe.valid() ? "inside" : "outside",
                    probe.input(),
                    answer));
  }

  /** All that the request names exists then, but not what it makes. */
  private static void prepare(Operation operation, JsonNode input) {
    new EndpointCleanup(clients.http()).run();
    var isOfTags = List.of(Action.TAG, Action.UNTAG, Action.LIST_TAGS).contains(operation.action());
    var named = NODES.objectNode().put("meshName", MESH);
    for (var kind : withParents(isOfTags ? ResourceKind.MESH : operation.kind())) {
      if (operation.apiName().equals("Create" + kind.apiName())) {
        break;
      }
      if (input.has(kind.nameMember())) {
        named.set(kind.nameMember(), input.get(kind.nameMember()));
      }
      if (named.has(kind.nameMember())) {
        make(kind, named);
      }
    }
    makeNamed(named.get("meshName"), input.path("spec"));
  }

  private static List<ResourceKind> withParents(ResourceKind kind) {
    var parent = kind.parent();
    return parent == null
        ? List.of(kind)
        : Stream.concat(withParents(parent).stream(), Stream.of(kind)).toList();
  }

  /** What a spec names; the backends of a node, which need not exist, do no harm. */
  private static void makeNamed(JsonNode mesh, JsonNode spec) {
    NAMING.forEach(
        (member, kind) ->
            spec.findValues(member).stream()
                .filter(JsonNode::isTextual)
                .distinct()
                .forEach(
                    name -> {
                      var names = NODES.objectNode();
                      names.set("meshName", mesh);
                      names.set(kind.nameMember(), name);
                      make(kind, names);
                    }));
  }

  private static void make(ResourceKind kind, ObjectNode names) {
    var samples = new SampleValues(clients.model, Map.of());
    var operation = "Create" + kind.apiName();
    var smallest = samples.smallest(clients.model.input(operation));
    smallest.setAll(names);
    var input = samples.inAgreement(smallest);
    makeNamed(names.get("meshName"), input.path("spec"));
    var answer = clients.http().call(operation, input);
    var isThere =
        switch (answer) {
          case ApiAnswer.Output _ -> true;
          case ApiAnswer.Refusal(_, var code, _) -> code.equals("ConflictException");
          case ApiAnswer.Unsent _ -> false;
        };
    if (!isThere) {
      throw new IllegalStateException(operation + ": " + answer);
    }
  }
}
