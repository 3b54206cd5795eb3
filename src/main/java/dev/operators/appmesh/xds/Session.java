// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import dev.operators.appmesh.xds.Subscription.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what is sent on one stream, and when, so that no request is lost while a configuration
 * changes: clusters first, together with those that only old routes need; endpoints and secrets
 * whenever they are asked for or change; a route configuration once the Envoy has its clusters and
 * the route configurations before it; and the old clusters go when no route needs them any more.
 * For one thread at a time.
 *
 * <p>Times are of a clock that only goes forward, since any moment.
 */
final class Session {

  /**
   * How long routes wait for an Envoy to accept their clusters. It accepts none before all have
   * been resolved, and a name whose DNS server is silent takes it more than a minute.
   */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How long clusters stay after the last route to them has gone, for requests in progress. */
  static final Duration LINGER = Duration.ofSeconds(2);

  private final Map<ResourceType, Subscription> subscriptions = new EnumMap<>(ResourceType.class);
  private final History history;
  private final KnownClusters known = new KnownClusters();

  /** What the Envoy has of the endpoints for which it asks. */
  private final SequencedMap<String, Message> endpoints = new LinkedHashMap<>();

  /** The clusters of the route configurations that the Envoy has or may get, by their names. */
  private final Map<String, Set<String>> inForce = new HashMap<>();

  /** The old clusters that no route needs, and since when. */
  private final Map<String, Duration> unneeded = new HashMap<>();

  private Snapshot wanted;
  private boolean hadClusters;

  /**
   * @param wanted what the Envoy is to have
   * @param history what Envoys of the gateway have from other streams
   */
  Session(Snapshot wanted, History history) {
    this.wanted = wanted;
    this.history = history;
    for (var type : ResourceType.values()) {
      subscriptions.put(type, new Subscription(type));
    }
  }

  /**
   * What a request leads to.
   *
   * @param sent the responses, in the order in which they are sent
   * @param rejection the response that the request rejects, and why
   */
  record Step(List<Sent> sent, Optional<Answer.Rejected> rejection) {}

  /** Takes a request. */
  Step request(Request request, Duration now) {
    var subscription = of(request.type());
    var answer = subscription.take(request);
    if (answer instanceof Answer.First && history.isDoubtful(request.type(), request.version())) {
      subscription.doubt();
    }
    if (request.type() == ResourceType.CLUSTER) {
      switch (answer) {
        case Answer.First() -> resume(request.version());
        case Answer.Accepted(var response) -> known.answered(response, null);
        case Answer.Rejected(var response, var words) -> known.answered(response, words);
        case Answer.Nothing() -> {}
      }
    }
    var rejection =
        answer instanceof Answer.Rejected rejected
            ? Optional.of(rejected)
            : Optional.<Answer.Rejected>empty();
    return new Step(advance(now), rejection);
  }

  /** An Envoy that was here before says by a version which clusters it has. */
  private void resume(String version) {
    var held = history.find(version);
    hadClusters = held.isPresent() || !version.isEmpty();
    held.ifPresent(
        it -> {
          var isDoubtful = history.isDoubtful(ResourceType.CLUSTER, version);
          known.resume(isDoubtful ? Map.of() : it.certain(), it.possible());
          endpoints.putAll(it.endpoints());
        });
    if (held.isEmpty() && version.equals(Versions.of(wanted.clusters()))) {
      known.resume(wanted.clusters(), Map.of());
    }
  }

  /** Takes another configuration. */
  List<Sent> changed(Snapshot next, Duration now) {
    wanted = next;
    return advance(now);
  }

  /** Does what there is to do at this time. */
  List<Sent> advance(Duration now) {
    var sent = new ArrayList<Sent>();
    clusters(now).ifPresent(sent::add);
    endpoints().ifPresent(sent::add);
    // Never held back: neither a cluster nor a listener is there before it has them.
    of(ResourceType.SECRET).next(wanted.secrets(), _ -> false).ifPresent(sent::add);
    of(ResourceType.LISTENER).next(wanted.listeners(), _ -> false).ifPresent(sent::add);
    routes(now).ifPresent(sent::add);
    noteUnneeded(now);
    return sent;
  }

  private Optional<Sent> clusters(Duration now) {
    var all = new LinkedHashMap<>(wanted.clusters());
    known
        .all()
        .forEach(
            (name, message) -> {
              var since = unneeded.get(name);
              if (since == null || since.plus(LINGER).compareTo(now) > 0) {
                all.putIfAbsent(name, message);
              }
            });
    var response = of(ResourceType.CLUSTER).next(all, _ -> false);
    response.ifPresent(it -> known.sent(it, now));
    return response;
  }

  /** Never held back: an Envoy does not accept a cluster before it has its endpoints. */
  private Optional<Sent> endpoints() {
    var names = of(ResourceType.ENDPOINTS).names();
    if (of(ResourceType.ENDPOINTS).isAsked()) {
      endpoints.keySet().retainAll(names);
    }
    for (var name : names) {
      var message = wanted.endpoints().get(name);
      if (message != null) {
        endpoints.put(name, message);
      } else {
        // One that is unknown must not keep the Envoy from the others.
        endpoints.computeIfAbsent(name, Messages::noEndpoints);
      }
    }
    return of(ResourceType.ENDPOINTS).next(endpoints, _ -> false);
  }

  private Optional<Sent> routes(Duration now) {
    var subscription = of(ResourceType.ROUTE);
    var response = subscription.next(wanted.routes(), name -> isHeld(name, now));
    response.ifPresent(it -> it.resources().forEach(this::noteRoute));
    inForce
        .keySet()
        .removeIf(name -> !subscription.names().contains(name) && !subscription.awaits(name));
    for (var name : subscription.names()) {
      var message = wanted.routes().get(name);
      if (message != null && subscription.has(name, message)) {
        inForce.put(name, new HashSet<>(message.clusters()));
      }
    }
    return response;
  }

  /** Until the Envoy accepts it, it may have this one or the one before, which may be unknown. */
  private void noteRoute(String name, Message message) {
    if (inForce.containsKey(name) || !of(ResourceType.ROUTE).isResumed()) {
      inForce.computeIfAbsent(name, _ -> new HashSet<>()).addAll(message.clusters());
    }
  }

  /** Whether a route configuration must wait, for clusters or for others. */
  private boolean isHeld(String name, Duration now) {
    var message = wanted.routes().get(name);
    if (message == null) {
      return false;
    }
    if (of(ResourceType.ROUTE).isRejected(name, message) || isAfterOthers(name)) {
      return true;
    }
    if (known.hasAll(message.clusters(), PATIENCE, now)) {
      return false;
    }
    if (inForce.containsKey(name) || of(ResourceType.ROUTE).isResumed()) {
      return true;
    }
    // Where there is nothing to protect, a route to a cluster that was rejected costs less than
    // none of the routes.
    return !of(ResourceType.CLUSTER).isAsked() || known.awaitsAny(message.clusters());
  }

  /** The first ones have what the later ones send to, and come alone. */
  private boolean isAfterOthers(String name) {
    var routes = of(ResourceType.ROUTE);
    for (var other : wanted.routes().entrySet()) {
      if (other.getKey().equals(name)) {
        return false;
      }
      if (routes.isPending(other.getKey(), other.getValue())) {
        return true;
      }
    }
    return false;
  }

  private void noteUnneeded(Duration now) {
    var old = new HashSet<>(known.all().keySet());
    old.removeAll(wanted.clusters().keySet());
    old.removeIf(this::isNeeded);
    unneeded.keySet().retainAll(old);
    old.forEach(name -> unneeded.putIfAbsent(name, now));
  }

  /** Whether a route in the Envoy may send traffic to the cluster. */
  private boolean isNeeded(String cluster) {
    var routes = of(ResourceType.ROUTE);
    if (!routes.isAsked()) {
      // It asks at once, if it has any; and after it has accepted a listener.
      var hasNone = wanted.listeners().isEmpty() && of(ResourceType.LISTENER).isSettled();
      return hadClusters && !hasNone;
    }
    var awaited = routes.unanswered().stream().flatMap(it -> it.resources().keySet().stream());
    return Stream.concat(routes.names().stream(), awaited)
        .anyMatch(
            name ->
                inForce.containsKey(name)
                    ? inForce.getOrDefault(name, Set.of()).contains(cluster)
                    : routes.isResumed());
  }

  /** When {@link #advance} is to be called next, if nothing else happens. */
  Optional<Duration> next(Duration now) {
    return Stream.concat(
            unneeded.values().stream().map(since -> since.plus(LINGER)),
            known.nextTrusted(PATIENCE, now).stream())
        .filter(time -> time.compareTo(now) > 0)
        .min(Duration::compareTo);
  }

  /** The versions that the Envoy has accepted, of the types that it has asked for. */
  Map<ResourceType, String> accepted() {
    var versions = new EnumMap<ResourceType, String>(ResourceType.class);
    subscriptions.forEach(
        (type, it) -> {
          if (it.isAsked()) {
            versions.put(type, it.accepted());
          }
        });
    return versions;
  }

  /** Notes what the Envoy has, for its next stream. */
  void end() {
    subscriptions.forEach(
        (type, it) -> it.doubtful().forEach(version -> history.doubt(type, version)));
    var subscription = of(ResourceType.CLUSTER);
    if (!subscription.isAsked()) {
      return;
    }
    var possible = known.all();
    subscription.unanswered().forEach(it -> it.resources().forEach(possible::putIfAbsent));
    note(subscription.accepted(), known.certain(), possible);
    for (var it : subscription.unanswered()) {
      note(it.version(), it.resources(), possible);
    }
  }

  private void note(String version, Map<String, Message> certain, Map<String, Message> possible) {
    history.put(version, new History.Held(Map.copyOf(certain), possible, Map.copyOf(endpoints)));
  }

  private Subscription of(ResourceType type) {
    return subscriptions.computeIfAbsent(type, Subscription::new);
  }
}
