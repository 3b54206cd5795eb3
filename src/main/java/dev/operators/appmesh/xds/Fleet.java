// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.operators.appmesh.envoy.Configuration.Omission;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is connected, which versions each has, and what it rejected last. */
public final class Fleet {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  /** The words of an Envoy are those of a stranger. */
  private static final int MAX_WORDS = 2000;

  private final Map<Object, Envoy> envoys = new ConcurrentHashMap<>();

  /** What was logged already. An Envoy that comes back rejects the same again. */
  private final Cache<String, Boolean> told = Caffeine.newBuilder().maximumSize(1000).build();

  private final Map<GatewayName, List<Omission>> omissions = new ConcurrentHashMap<>();

  private final MeterRegistry metrics;
  private final MultiGauge connected;
  private final Timer builds;

  /**
   * @param metrics registry for the metrics of the control plane
   */
  public Fleet(MeterRegistry metrics) {
    this.metrics = metrics;
    connected =
        MultiGauge.builder("appmesh.endpoint.envoys")
            .description("Envoys that are connected, by gateway")
            .register(metrics);
    builds =
        Timer.builder("appmesh.endpoint.xds.build")
            .description("Time to make a gateway's configuration")
            .register(metrics);
  }

  /**
   * An Envoy that is connected.
   *
   * @param gateway its virtual gateway
   * @param address from where it has connected
   * @param since when its stream has begun
   * @param versions what it has accepted, by type
   * @param rejection what it rejected last on this stream; null for nothing
   */
  public record Envoy(
      GatewayName gateway,
      String address,
      Instant since,
      Map<String, String> versions,
      @Nullable Rejection rejection) {}

  /**
   * What an Envoy has not taken.
   *
   * @param type such as {@code listener}
   * @param version the version that it rejects
   * @param at when
   * @param words why, in its own words
   */
  public record Rejection(String type, String version, Instant at, String words) {}

  /** All that are connected, by gateway. */
  public List<Envoy> envoys() {
    return envoys.values().stream()
        .sorted(
            Comparator.comparing((Envoy it) -> it.gateway().toString())
                .thenComparing(Envoy::address))
        .toList();
  }

  void connected(Object stream, Envoy envoy) {
    envoys.put(stream, envoy);
    count();
  }

  void disconnected(Object stream) {
    envoys.remove(stream);
    count();
  }

  void accepted(Object stream, Map<ResourceType, String> accepted) {
    var versions = new LinkedHashMap<String, String>();
    accepted.forEach((type, version) -> versions.put(type.text(), version));
    envoys.computeIfPresent(
        stream,
        (_, it) -> new Envoy(it.gateway(), it.address(), it.since(), versions, it.rejection()));
  }

  void rejected(Object stream, GatewayName gateway, Sent response, String words, Instant at) {
    var type = response.type().text();
    var plain = words.replaceAll("\\p{Cntrl}", " ");
    var said = plain.length() > MAX_WORDS ? plain.substring(0, MAX_WORDS) + "..." : plain;
    var rejection = new Rejection(type, response.version(), at, said);
    envoys.computeIfPresent(
        stream,
        (_, it) -> new Envoy(it.gateway(), it.address(), it.since(), it.versions(), rejection));
    metrics
        .counter(
            "appmesh.endpoint.xds.rejections",
            Tags.of("mesh", gateway.mesh(), "gateway", gateway.gateway(), "type", type))
        .increment();
    var key = gateway + " " + type + " " + response.version();
    if (told.asMap().putIfAbsent(key, true) == null) {
      LOG.warn("an Envoy of {} rejects its {} configuration: {}", gateway, type, said);
    }
  }

  void pushed(Sent response) {
    metrics.counter("appmesh.endpoint.xds.pushes", "type", response.type().text()).increment();
  }

  /** There from the start, so that alerts tell an endpoint without Envoys from none. */
  Timer builds() {
    return builds;
  }

  /** How often the configuration of a gateway could not be made. */
  Counter buildFailures(GatewayName gateway) {
    return metrics.counter(
        "appmesh.endpoint.xds.build.failures",
        Tags.of("mesh", gateway.mesh(), "gateway", gateway.gateway()));
  }

  /** What is left out of a gateway's configuration now; what is new is logged. */
  void omitted(GatewayName gateway, List<Omission> now) {
    var before =
        now.isEmpty() ? omissions.remove(gateway) : omissions.put(gateway, List.copyOf(now));
    for (var it : now) {
      if (before == null || !before.contains(it)) {
        LOG.warn("{} leaves out {}: {}", gateway, it.resource(), it.reason());
      }
    }
  }

  /** What is left out of the configurations of the gateways that have Envoys, by gateway. */
  public Map<GatewayName, List<Omission>> omissions() {
    var sorted =
        new TreeMap<GatewayName, List<Omission>>(Comparator.comparing(GatewayName::toString));
    sorted.putAll(omissions);
    return sorted;
  }

  private void count() {
    synchronized (connected) {
      var counts =
          envoys.values().stream()
              .collect(
                  Collectors.groupingBy(
                      Envoy::gateway,
                      () -> new TreeMap<>(Comparator.comparing(GatewayName::toString)),
                      Collectors.counting()));
      connected.register(
          counts.entrySet().stream()
              .map(
                  it ->
                      MultiGauge.Row.of(
                          Tags.of("mesh", it.getKey().mesh(), "gateway", it.getKey().gateway()),
                          it.getValue()))
              .toList(),
          true);
    }
  }
}
