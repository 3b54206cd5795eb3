// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.clients.ModelBounds.Probe;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.SdkRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        .map(Operation::apiName)
        .map(name -> dynamicTest(name, () -> assertThat(problems(name)).isEmpty()));
  }

  private static List<String> problems(String operation) {
    var samples = new SampleValues(clients.model, members());
    var problems = new ArrayList<String>();
    var probes = ModelBounds.of(clients.model, samples, operation);
    for (var probe : probes) {
      problem(operation, probe).ifPresent(problems::add);
    }
    PROBES.addAndGet(probes.size());
    return problems;
  }

  private static Map<String, String> members() {
    return Map.of(
        "meshName",
        MESH,
        "virtualGatewayName",
        "gw",
        "gatewayRouteName",
        "route",
        "meshOwner",
        SdkRequests.ACCOUNT,
        "resourceArn",
        "arn:aws:appmesh:us-west-2:" + SdkRequests.ACCOUNT + ":mesh/" + MESH);
  }

  private static Optional<String> problem(String operation, Probe probe) {
    if (probe.valid()) {
      prepare(operation, probe.input());
    }
    var answer = clients.http().call(operation, probe.input());
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
  private static void prepare(String operation, JsonNode input) {
    new EndpointCleanup(clients.http()).run();
    var named = NODES.objectNode().put("meshName", MESH);
    for (var resource : List.of("Mesh", "VirtualGateway", "GatewayRoute")) {
      var name = decapitalized(resource) + "Name";
      if (operation.equals("Create" + resource)) {
        return;
      }
      if (input.has(name)) {
        named.set(name, input.get(name));
      }
      if (named.has(name)) {
        make("Create" + resource, named);
      }
    }
  }

  private static void make(String operation, ObjectNode names) {
    var samples = new SampleValues(clients.model, Map.of());
    var smallest = samples.smallest(clients.model.input(operation));
    smallest.setAll(names);
    var answer = clients.http().call(operation, samples.inAgreement(smallest));
    if (!(answer instanceof ApiAnswer.Output)) {
      throw new IllegalStateException(operation + ": " + answer);
    }
  }

  private static String decapitalized(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
