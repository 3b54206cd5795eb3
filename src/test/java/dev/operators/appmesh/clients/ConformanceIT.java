// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.operators.appmesh.fixture.SdkRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint answers AWS's own clients as App Mesh did, as far as that is known. */
class ConformanceIT {

  private static final AtomicInteger RUNS = new AtomicInteger();

  private static Conformance table;
  private static ConformanceClients aws;
  private static List<ApiClient> clients;

  @BeforeAll
  static void start(@TempDir Path scratch) throws IOException {
    table = Conformance.read();
    aws = new ConformanceClients(scratch);
    clients = aws.forTables();
  }

  @AfterAll
  static void stop() {
    System.out.printf(
        "conformance: %d cases, %d of them inferred; %d runs by %s, plain HTTP and the program"
            + " aws%n",
        table.cases().size(),
        table.cases().stream().filter(ConformanceCase::inferred).count(),
        RUNS.get(),
        String.join(", ", clients.stream().map(ApiClient::name).toList()));
    clients.forEach(ApiClient::close);
    aws.close();
  }

  @TestFactory
  Stream<DynamicNode> everyClientSeesTheSame() {
    return Stream.concat(clients.stream(), Stream.of(aws.http()))
        .map(client -> dynamicContainer(client.name(), table.cases().stream().map(of(client))));
  }

  @TestFactory
  Stream<DynamicTest> theAwsProgramSeesTheSame() {
    return table.cases().stream().filter(ConformanceCase::byProgram).map(of(aws.aws()));
  }

  @Test
  void tableHasItsCases() {
    assertThat(table.cases()).hasSizeGreaterThan(450);
    assertThat(table.cases()).filteredOn(ConformanceCase::byProgram).hasSizeGreaterThan(12);
  }

  private static Function<ConformanceCase, DynamicTest> of(ApiClient client) {
    return one -> dynamicTest(client.name() + ": " + one.name(), () -> check(client, one));
  }

  private static void check(ApiClient client, ConformanceCase one) {
    var mesh = "%s-%d".formatted(client.name(), RUNS.incrementAndGet());
    var problem = new CaseRun(table, client, mesh, SdkRequests.ACCOUNT).problem(one).orElse("");
    new EndpointCleanup(aws.http()).run();
    var reason = one.notBy().get(client.name());
    if (reason == null) {
      assertThat(problem).isEmpty();
    } else {
      assertThat(problem).as("the table says: not by this client, " + reason).contains("not sent");
    }
  }
}
