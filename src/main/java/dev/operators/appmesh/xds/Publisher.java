// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the configuration of each gateway that has Envoys here, when its mesh has changed, and
 * offers it to their streams. Nothing is made, and nothing is asked, where no Envoy listens.
 */
final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** Changes within this time are one. */
  private static final Duration TOGETHER = Duration.ofMillis(50);

  /** How often it looks for changes of other replicas. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Configurations configurations;
  private final Fleet fleet;
  private final Timers timers;
  private final Map<GatewayName, Topic> topics = new ConcurrentHashMap<>();
  private final AtomicBoolean isAwaited = new AtomicBoolean();
  private volatile @Nullable String failure;

  /** The stream of an Envoy. */
  interface Subscriber {

    /** There is another configuration. */
    void offer(Snapshot snapshot);

    /** The gateway does not exist any more. */
    void gone();
  }

  /** A gateway with Envoys. */
  private static final class Topic {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();
    private final EarlierTargets earlier = new EarlierTargets();
    private @Nullable Snapshot snapshot;
    private @Nullable Long revision;
    private @Nullable String failure;
    private boolean isOver;
  }

  Publisher(Configurations configurations, Fleet fleet, Timers timers) {
    this.configurations = configurations;
    this.fleet = fleet;
    this.timers = timers;
    timers.every(INTERVAL, this::look);
  }

  /**
   * What the gateway's Envoys are to have, and from now on also {@code subscriber}; empty if there
   * is no such gateway.
   */
  Optional<Snapshot> join(GatewayName gateway, Subscriber subscriber) {
    while (true) {
      var topic = topics.computeIfAbsent(gateway, _ -> new Topic());
      topic.lock.lock();
      try {
        if (topic.isOver) {
          continue;
        }
        if (topic.snapshot == null) {
          var revision = configurations.revisions().get(gateway.mesh());
          topic.snapshot = build(gateway, topic).orElse(null);
          topic.revision = revision;
        }
        if (topic.snapshot != null) {
          topic.subscribers.add(subscriber);
        }
        return Optional.ofNullable(topic.snapshot);
      } finally {
        endIfDeserted(gateway, topic);
        topic.lock.unlock();
      }
    }
  }

  /** The stream has ended. */
  void leave(GatewayName gateway, Subscriber subscriber) {
    var topic = topics.get(gateway);
    if (topic != null) {
      topic.lock.lock();
      try {
        topic.subscribers.remove(subscriber);
        endIfDeserted(gateway, topic);
      } finally {
        topic.lock.unlock();
      }
    }
  }

  /** An Envoy of the gateway has rejected a part of what it was sent. */
  void rejected(GatewayName gateway) {
    var topic = topics.get(gateway);
    if (topic != null) {
      topic.lock.lock();
      try {
        topic.earlier.forget();
      } finally {
        topic.lock.unlock();
      }
    }
  }

  private void endIfDeserted(GatewayName gateway, Topic topic) {
    if (topic.subscribers.isEmpty()) {
      topic.isOver = true;
      fleet.omitted(gateway, List.of());
      topics.remove(gateway, topic);
    }
  }

  /** Something may have changed. */
  void changed() {
    if (!topics.isEmpty() && isAwaited.compareAndSet(false, true)) {
      timers.after(TOGETHER, this::look);
    }
  }

  private void look() {
    isAwaited.set(false);
    if (topics.isEmpty()) {
      return;
    }
    try {
      var revisions = configurations.revisions();
      failure = null;
      topics.forEach((gateway, topic) -> look(gateway, topic, revisions.get(gateway.mesh())));
    } catch (RuntimeException e) {
      if (!e.toString().equals(failure)) {
        LOG.warn("cannot look for changes of the meshes, and tries again: {}", e.getMessage());
      }
      failure = e.toString();
    }
  }

  private void look(GatewayName gateway, Topic topic, @Nullable Long revision) {
    List<Subscriber> told;
    Optional<Snapshot> next;
    topic.lock.lock();
    try {
      if (topic.isOver
          || (revision != null
              && revision.equals(topic.revision)
              && !topic.earlier.isOver(timers.now()))) {
        return;
      }
      next = build(gateway, topic);
      topic.revision = revision;
      topic.failure = null;
      told = new ArrayList<>(topic.subscribers);
      if (next.isEmpty()) {
        topic.subscribers.clear();
        endIfDeserted(gateway, topic);
      } else if (next.get().equals(topic.snapshot)) {
        return;
      }
      topic.snapshot = next.orElse(null);
    } catch (RuntimeException e) {
      // The revision stays the old one: this is tried again, for it may be the database.
      if (!e.toString().equals(topic.failure)) {
        LOG.error(
            "the Envoys of {} keep what they have, until this can be made: {}",
            gateway,
            e.getMessage(),
            e);
      }
      topic.failure = e.toString();
      return;
    } finally {
      topic.lock.unlock();
    }
    told.forEach(it -> next.ifPresentOrElse(it::offer, it::gone));
  }

  private Optional<Snapshot> build(GatewayName gateway, Topic topic) {
    var start = System.nanoTime();
    try {
      var configuration = configurations.of(gateway).orElse(null);
      if (configuration == null) {
        // Envoys may name any number of gateways: those that do not exist are not counted.
        return Optional.empty();
      }
      // There from the first build on, so that its first increase is seen.
      var _ = fleet.buildFailures(gateway);
      var snapshot = Messages.snapshot(topic.earlier.with(configuration, timers.now()));
      topic.earlier.served(configuration);
      fleet.builds().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      fleet.omitted(gateway, configuration.omissions());
      return Optional.of(snapshot);
    } catch (RuntimeException e) {
      fleet.buildFailures(gateway).increment();
      throw e;
    }
  }
}
