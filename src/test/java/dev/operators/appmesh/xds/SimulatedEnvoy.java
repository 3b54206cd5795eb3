// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an Envoy does with responses, as Envoy 1.40 was seen to: of clusters and listeners it takes
 * what is good, also of a response that it rejects; it removes what a response does not have; it
 * accepts no clusters before they are warm; and it asks by name for the endpoints, secrets and
 * routes that those need. It fails where a route has lost its cluster.
 */
final class SimulatedEnvoy {

  private final Random random;
  private final Map<ResourceType, String> versions = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, String> nonces = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Set<String>> names = new EnumMap<>(ResourceType.class);
  private final Deque<Request> warming = new ArrayDeque<>();

  /** The clusters that it refused, and when they were sent first. */
  private final Map<String, Duration> refused = new HashMap<>();

  /** The routes to refused clusters that are as they should be. */
  private final Set<String> unavoidable = new HashSet<>();

  final Map<String, String> clusters = new HashMap<>();
  final Map<String, String> endpoints = new HashMap<>();
  final Map<String, String> secrets = new HashMap<>();
  final Map<String, String> listeners = new HashMap<>();
  final Map<String, Message> routes = new HashMap<>();

  /** What it has said and nobody has taken yet. */
  final Deque<Request> said = new ArrayDeque<>();

  SimulatedEnvoy(Random random) {
    this.random = random;
  }

  /** Begins a stream. */
  void connect() {
    nonces.clear();
    said.clear();
    if (warming.isEmpty() || random.nextBoolean()) {
      warming.clear();
      ask(ResourceType.CLUSTER);
    } else {
      // While something is warming, it asks for no clusters.
      var first = request(ResourceType.CLUSTER, "", null);
      warming.clear();
      warming.add(first);
    }
    for (var type : ResourceType.values()) {
      if (names.containsKey(type)) {
        ask(type);
      }
    }
  }

  /** What was warming is warm. */
  void warm() {
    said.addAll(warming);
    warming.clear();
  }

  /** Takes a response that was sent at that time. */
  void take(Sent response, Duration sent) {
    var type = response.type();
    var bad =
        response.resources().entrySet().stream()
            .filter(it -> RandomSnapshots.text(it.getValue()).contains("bad"))
            .map(Map.Entry::getKey)
            .toList();
    switch (type) {
      case CLUSTER -> takeClusters(response, bad, sent);
      case ENDPOINTS -> takeNamed(response, endpoints);
      case SECRET -> takeNamed(response, secrets);
      case LISTENER -> takeListeners(response, bad);
      case ROUTE -> takeRoutes(response, bad, sent);
    }
    nonces.put(type, response.nonce());
    if (bad.isEmpty()) {
      versions.put(type, response.version());
    }
    var words = bad.isEmpty() ? null : "Error adding/updating " + type.text() + "(s) " + bad;
    var answer = request(type, response.nonce(), words);
    if (type == ResourceType.CLUSTER && bad.isEmpty() && random.nextInt(3) == 0) {
      warming.add(answer);
    } else if (type == ResourceType.CLUSTER && !warming.isEmpty()) {
      warming.add(answer);
    } else {
      said.add(answer);
    }
    if (type == ResourceType.CLUSTER) {
      var eds = new LinkedHashSet<>(List.of("c_a", "c_b"));
      eds.retainAll(clusters.keySet());
      endpoints.keySet().retainAll(eds);
      askFor(ResourceType.ENDPOINTS, eds);
      askFor(ResourceType.LISTENER, Set.of());
    }
    if (type == ResourceType.LISTENER) {
      routes.keySet().retainAll(listeners.keySet());
      secrets.keySet().retainAll(listeners.keySet());
      askFor(ResourceType.SECRET, listeners.keySet());
      askFor(ResourceType.ROUTE, listeners.keySet());
    }
  }

  private void takeNamed(Sent response, Map<String, String> all) {
    response
        .resources()
        .forEach(
            (name, message) -> {
              if (names.getOrDefault(response.type(), Set.of()).contains(name)) {
                all.put(name, RandomSnapshots.text(message));
              }
            });
  }

  private void takeClusters(Sent response, List<String> bad, Duration sent) {
    clusters.keySet().retainAll(response.resources().keySet());
    refused.keySet().retainAll(response.resources().keySet());
    response
        .resources()
        .forEach(
            (name, message) -> {
              if (!bad.contains(name)) {
                clusters.put(name, RandomSnapshots.text(message));
                refused.remove(name);
              } else if (!clusters.containsKey(name)) {
                refused.putIfAbsent(name, sent);
              }
            });
    routes.forEach((name, message) -> hasItsClusters(name, message, response.toString()));
  }

  private void takeListeners(Sent response, List<String> bad) {
    listeners.keySet().retainAll(response.resources().keySet());
    response
        .resources()
        .forEach(
            (name, message) -> {
              if (!bad.contains(name)) {
                listeners.put(name, RandomSnapshots.text(message));
              }
            });
  }

  private void takeRoutes(Sent response, List<String> bad, Duration sent) {
    response
        .resources()
        .forEach(
            (name, message) -> {
              var isTaken = bad.isEmpty() || (!bad.contains(name) && random.nextBoolean());
              if (isTaken && names.getOrDefault(ResourceType.ROUTE, Set.of()).contains(name)) {
                unavoidable.removeIf(it -> it.startsWith(name + " "));
                for (var cluster : message.clusters()) {
                  var since = refused.get(cluster);
                  if (since != null
                      && (!routes.containsKey(name)
                          || since.plus(Session.PATIENCE).compareTo(sent) <= 0)) {
                    unavoidable.add(name + " " + cluster);
                  }
                }
                routes.put(name, message);
                hasItsClusters(name, message, response.toString());
              }
            });
  }

  private void hasItsClusters(String name, Message message, String response) {
    assertThat(message.clusters())
        .as("clusters of %s with %s after %s", name, clusters, response)
        .allMatch(it -> clusters.containsKey(it) || unavoidable.contains(name + " " + it));
  }

  private void askFor(ResourceType type, Set<String> wanted) {
    if (names.containsKey(type) || !wanted.isEmpty() || type == ResourceType.LISTENER) {
      if (!wanted.equals(names.put(type, Set.copyOf(wanted)))) {
        ask(type);
      }
    }
  }

  private void ask(ResourceType type) {
    said.add(request(type, nonces.getOrDefault(type, ""), null));
  }

  private Request request(ResourceType type, String nonce, @Nullable String error) {
    return new Request(
        type, versions.getOrDefault(type, ""), nonce, names.getOrDefault(type, Set.of()), error);
  }
}
