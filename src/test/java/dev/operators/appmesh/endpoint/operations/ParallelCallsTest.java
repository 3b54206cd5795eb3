// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import static dev.operators.appmesh.fixture.SdkRequests.MESH;
import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static dev.operators.appmesh.fixture.SdkRequests.listening;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appmesh.model.ConflictException;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayData;

class ParallelCallsTest {
  private static final int CLIENTS = 64;

  @AutoClose private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.with(MESH).open().start();
  @AutoClose private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void oneOfManyCreationsOfANameWins() {
    var results =
        inParallel(
            i -> {
              try {
                endpoint.sdk.createVirtualGateway(gateway("gw", 1 + i));
                return "created";
              } catch (ConflictException e) {
                return "conflict";
              }
            });

    assertThat(results).containsOnlyOnce("created").containsOnly("created", "conflict");
  }

  @Test
  void manyCreationsWithOneTokenMakeOneGateway() {
    var results =
        inParallel(
            _ ->
                endpoint
                    .sdk
                    .createVirtualGateway(gateway("gw", 80).andThen(c -> c.clientToken("one")))
                    .virtualGateway());

    assertThat(results.stream().map(VirtualGatewayData::metadata).distinct()).hasSize(1);
  }

  @Test
  void eachUpdateHasAVersionOfItsOwn() {
    endpoint.sdk.createVirtualGateway(gateway("gw", 80));

    var versions =
        inParallel(
            i ->
                endpoint
                    .sdk
                    .updateVirtualGateway(
                        u -> u.meshName(MESH).virtualGatewayName("gw").spec(listening(1 + i)))
                    .virtualGateway()
                    .metadata()
                    .version());

    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, 1 + CLIENTS).boxed().toList());
  }

  private <T> List<T> inParallel(IntFunction<T> call) {
    return IntStream.range(0, CLIENTS)
        .mapToObj(i -> clients.submit(() -> call.apply(i)))
        .toList()
        .stream()
        .map(ParallelCallsTest::get)
        .toList();
  }

  private static <T> T get(Future<T> result) {
    try {
      return result.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
