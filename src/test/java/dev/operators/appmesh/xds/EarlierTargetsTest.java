// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.envoy.Configuration;
import dev.operators.appmesh.envoy.GatewayConfiguration;
import dev.operators.appmesh.envoy.MeshResources;
import dev.operators.appmesh.envoy.TranslatorSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EarlierTargetsTest {

  private static final String EGRESS = "rds_egress_http_15001";
  private static final Duration NOW = Duration.ofHours(1);

  private final EarlierTargets earlier = new EarlierTargets();

  @Test
  void whatIsNoTargetAnyMoreIsServedForAWhile() {
    var first = sendingTo("a");
    var second = sendingTo("b");
    assertThat(next(first, NOW)).isSameAs(first);

    var both = next(second, NOW);

    assertThat(clusters(both)).containsExactly("cds_egress_m_a_http_80", "cds_egress_m_b_http_80");
    assertThat(String.valueOf(both.routes().get(EGRESS)))
        .contains("exact=a.local", "exact=b.local", "cds_egress_m_a_http_80");
    assertThat(both.routes().get("rds_ingress_http_8080"))
        .isEqualTo(second.routes().get("rds_ingress_http_8080"));
    assertThat(both.listeners()).isEqualTo(second.listeners());

    var later = NOW.plus(EarlierTargets.KEPT);
    assertThat(earlier.isOver(later.minusNanos(1))).isFalse();
    assertThat(next(second, later.minusNanos(1))).isEqualTo(both);
    assertThat(earlier.isOver(later)).isTrue();
    assertThat(next(second, later)).isSameAs(second);
    assertThat(earlier.isOver(later)).isFalse();
  }

  @Test
  void whatIsATargetAgainIsAsItIsNow() {
    next(sendingTo("a"), NOW);
    next(sendingTo("b"), NOW);
    var again = sendingTo("a");

    var all = next(again, NOW);

    assertThat(String.valueOf(all.routes().get(EGRESS))).containsOnlyOnce("exact=a.local");
    assertThat(clusters(all)).hasSize(2);
  }

  @Test
  void aConfigurationOfOtherMakeStaysAsItIs() {
    next(TestMesh.configuration(8080, "-", "blue", Map.of("blue", 1)), NOW);
    var next = TestMesh.configuration(8080, "-", "green", Map.of("green", 2));

    assertThat(next(next, NOW)).isSameAs(next);
  }

  @Test
  void onlySoManyAreKept() {
    for (int i = 0; i < 100; i++) {
      next(sendingTo("n" + i), NOW);
    }

    assertThat(clusters(next(sendingTo("last"), NOW))).hasSizeBetween(10, 20);
  }

  @Test
  void whatWasRejectedOrCouldNotBeMadeIsNotKept() {
    next(sendingTo("a"), NOW);
    earlier.forget();
    var second = sendingTo("b");
    assertThat(earlier.with(sendingTo("bad"), NOW)).isNotNull();

    assertThat(next(second, NOW)).isSameAs(second);
  }

  private Configuration next(Configuration configuration, Duration now) {
    var all = earlier.with(configuration, now);
    earlier.served(configuration);
    return all;
  }

  private static List<String> clusters(Configuration configuration) {
    return configuration.clusters().keySet().stream()
        .filter(it -> it.startsWith("cds_egress"))
        .toList();
  }

  private static Configuration sendingTo(String node) {
    var specs = new TreeMap<String, Map<String, Object>>();
    specs.put("virtualGateway/gw", Map.of("listeners", listeners(8080)));
    var target = Map.of("virtualService", Map.of("virtualServiceName", node + ".local"));
    specs.put(
        "virtualGateway/gw/gatewayRoute/all",
        Map.of(
            "httpRoute",
            Map.of("match", Map.of("prefix", "/"), "action", Map.of("target", target))));
    specs.put(
        "virtualService/" + node + ".local",
        Map.of("provider", Map.of("virtualNode", Map.of("virtualNodeName", node))));
    specs.put(
        "virtualNode/" + node,
        Map.of(
            "listeners",
            listeners(80),
            "serviceDiscovery",
            Map.of("dns", Map.of("hostname", node + ".example.com"))));
    return GatewayConfiguration.of(new MeshResources("m", specs), "gw", TranslatorSettings.DEFAULT);
  }

  private static List<Map<String, Object>> listeners(int port) {
    return List.of(Map.of("portMapping", Map.of("port", port, "protocol", "http")));
  }
}
