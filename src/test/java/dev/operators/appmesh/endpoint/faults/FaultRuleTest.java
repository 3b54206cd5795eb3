// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultRuleTest {

  @ParameterizedTest
  @CsvSource({
    "CreateVirtualGateway=throttle@0.2, CREATE_VIRTUAL_GATEWAY, 'TooManyRequestsException', 0.2",
    "*=500@1, , 'InternalServerErrorException', 1",
    "ListMeshes=503@20%, LIST_MESHES, 'ServiceUnavailableException', 0.2",
    "*=cut-before@0.01, , CutBefore, 0.01",
    "*=cut-after@100%, , CutAfter, 1",
    "*=delay:2s@.5, , PT2S, 0.5",
    "*=delay:250ms@.5, , PT0.25S, 0.5",
  })
  void isRead(String text, Operation operation, String fault, double rate) {
    var rule = FaultRule.parse(text);

    assertThat(rule.operation()).isEqualTo(operation);
    assertThat(rule.fault().toString()).contains(fault);
    assertThat(rule.rate()).isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource({
    "ListMeshes, 'OPERATION=KIND@RATE'",
    "ListMeshes=500, 'OPERATION=KIND@RATE'",
    "ListMesh=500@1, 'not an operation; valid are CreateMesh, '",
    "*=502@1, 'not a kind of fault; valid are throttle, '",
    "*=delay@1, 'such as delay:500ms'",
    "*=500@0, 'greater than 0 and at most 1'",
    "*=500@1.1, 'greater than 0 and at most 1'",
    "*=500@101%, 'greater than 0 and at most 1'",
    "*=500@1.1.1, 'greater than 0 and at most 1'",
  })
  void badOneIsExplained(String text, String why) {
    assertThatThrownBy(() -> FaultRule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void befallsItsShareOfItsOperation() {
    var faults =
        new RandomFaults(
            Stream.of("ListMeshes=500@0.25", "ListMeshes=cut-before@0.5")
                .map(FaultRule::parse)
                .toList(),
            new Random(1));

    var decided =
        Stream.generate(() -> faults.decide(call(Operation.LIST_MESHES))).limit(10_000).toList();

    assertThat(decided.stream().filter(Fault.Fail.class::isInstance).count())
        .isBetween(2_400L, 2_600L);
    assertThat(decided.stream().filter(Fault.CutBefore.class::isInstance).count())
        .as("half of the rest")
        .isBetween(3_600L, 3_900L);
    assertThat(faults.decide(call(Operation.CREATE_MESH))).isInstanceOf(Fault.None.class);
  }

  @Test
  void limitsComeFirst() {
    Faults never = _ -> new Fault.CutBefore();
    var failing = new Fault.Fail(ApiError.serviceUnavailable());

    assertThat(Faults.NONE.or(never).decide(call(Operation.LIST_MESHES)))
        .isInstanceOf(Fault.CutBefore.class);
    assertThat(((Faults) _ -> failing).or(never).decide(call(Operation.LIST_MESHES)))
        .isSameAs(failing);
  }

  @Test
  void rateIsLimitedForReadsAndWritesApart() {
    long[] now = {0};
    var limits = new RateLimits(2, 0.5, () -> now[0]);

    assertThat(refusals(limits, Operation.LIST_MESHES, 5)).isEqualTo(3);
    assertThat(refusals(limits, Operation.CREATE_MESH, 5)).isEqualTo(4);
    now[0] = 1_000_000_000L;
    assertThat(refusals(limits, Operation.DESCRIBE_MESH, 5)).isEqualTo(3);
    assertThat(refusals(limits, Operation.TAG_RESOURCE, 1)).isEqualTo(1);
    now[0] = 2_000_000_000L;
    assertThat(refusals(limits, Operation.TAG_RESOURCE, 1)).isZero();
    assertThat(refusals(new RateLimits(0, 1, () -> 0), Operation.LIST_MESHES, 1_000)).isZero();
  }

  private static long refusals(Faults limits, Operation operation, int calls) {
    return Stream.generate(() -> limits.decide(call(operation)))
        .limit(calls)
        .filter(Fault.Fail.class::isInstance)
        .count();
  }

  private static Call call(Operation operation) {
    return new Call(operation, Map.of(), null, "/", Map.of(), Map.of());
  }
}
