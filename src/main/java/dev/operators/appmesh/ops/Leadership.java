// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.gateway.Mandate;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in the leader election, renews the lease of a leader, and releases it at the end. A
 * leader that cannot renew its lease loses its mandate {@link #LEASE} minus {@link #MANDATE} before
 * another process may lead.
 */
final class Leadership implements Mandate, AutoCloseable {

  /** How long other processes respect a lease after its last renewal. */
  static final Duration LEASE = Duration.ofSeconds(15);

  /** How long a leader may act after its last renewal. */
  static final Duration MANDATE = Duration.ofSeconds(10);

  /** How often a leader renews its lease, and how long to wait after a failure. */
  static final Duration RENEWAL = Duration.ofSeconds(2);

  /** How often a standby process reads the lease: the maximum duration of a handover. */
  static final Duration LOOK = Duration.ofMillis(500);

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final Duration RELEASE = Duration.ofSeconds(5);

  private final SharedLease lease;
  private final Runnable lost;
  private final LeaseMandate mandate =
      new LeaseMandate(MANDATE, System::nanoTime, InstantSource.system());
  private final LeaseObservation observation = new LeaseObservation(System::nanoTime);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Lease held;
  private volatile String holder = "";
  private volatile boolean withdrawn;
  private boolean failing;

  /**
   * @param lost called when leadership is lost; must end the process, or its work
   */
  Leadership(SharedLease lease, Runnable lost) {
    this.lease = lease;
    this.lost = lost;
  }

  /**
   * Begins to take part in the election.
   *
   * @param leading called once, when this process becomes the leader; must return soon
   */
  void start(Runnable leading) {
    Thread.ofVirtual().name("leader-election").start(() -> stand(leading));
  }

  @Override
  public boolean holds() {
    return mandate.holds();
  }

  /** Who leads, as text. */
  String words() {
    return holds()
        ? "leading"
        : "standing by, " + (holder.isEmpty() ? "nobody" : holder) + " leads";
  }

  /** Takes no lease from now on, but keeps one that it already holds. */
  void withdraw() {
    withdrawn = true;
  }

  /**
   * Leaves the election and releases the lease if this process holds it. To be called when no work
   * is in progress.
   */
  @Override
  public void close() {
    stopped.countDown();
    var release = Thread.ofVirtual().name("lease-release").start(this::release);
    try {
      release.join(RELEASE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stand(Runnable leading) {
    try {
      var pause = Duration.ZERO;
      while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = attempt(leading);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      // Neither may a leader go on without its work, nor may nobody stand by in silence.
      log.error("the election has failed", defect);
      lose("of a defect");
    }
  }

  /** Makes one or two requests. Returns the time to wait before the next attempt. */
  private synchronized Duration attempt(Runnable leading) {
    if (stopped.getCount() == 0) {
      return Duration.ZERO;
    }
    try {
      var pause = held == null ? look(leading) : renew(held);
      failing = false;
      return pause;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return LOOK; // somebody was faster
      }
      if (!failing) {
        failing = true;
        log.warn("lease {} cannot be read or written; trying again", lease, e);
      }
      return RENEWAL;
    }
  }

  private Duration look(Runnable leading) {
    var found = lease.read();
    // Ours, though we do not know: we took it, and the answer got lost.
    if (found.isPresent() && !lease.isOurs(found.get())) {
      var left = observation.left(found.get().getSpec(), LEASE);
      if (left.isPositive()) {
        note(found.get());
        return left.compareTo(LOOK) < 0 ? left : LOOK;
      }
    }
    if (withdrawn) {
      return LOOK;
    }
    var ours = mandate.renew(() -> found.map(lease::take).orElseGet(lease::create));
    held = ours;
    note(ours);
    Thread.ofVirtual().name("lease-watch").start(this::watch);
    leading.run();
    return RENEWAL;
  }

  private void note(Lease now) {
    var next = String.valueOf(now.getSpec().getHolderIdentity());
    if (!next.equals(holder)) {
      holder = next;
      log.info(
          lease.isOurs(now)
              ? "leading as {}, with lease {}"
              : "standing by while {} leads, with lease {}",
          next,
          lease);
    }
  }

  private Duration renew(Lease ours) {
    try {
      held = mandate.renew(() -> lease.renew(ours));
      return RENEWAL;
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT && e.getCode() != NOT_FOUND) {
        throw e;
      }
      var found = lease.read();
      if (found.filter(lease::isOurs).isPresent()) {
        // An earlier renewal whose answer got lost, or somebody changed its labels.
        held = found.get();
        return Duration.ZERO;
      }
      lose("lease " + lease + " is not held by this process any more");
      return RENEWAL;
    }
  }

  /** Notices the end of the mandate even if a renewal hangs. */
  private void watch() {
    try {
      var left = mandate.left();
      while (left.isPositive()) {
        if (stopped.await(left.toMillis() + 1, TimeUnit.MILLISECONDS)) {
          return;
        }
        left = mandate.left();
      }
      lose("lease " + lease + " could not be renewed for " + MANDATE.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lose(String why) {
    mandate.end();
    stopped.countDown();
    log.error("leadership is lost: {}", why);
    lost.run();
  }

  private synchronized void release() {
    var ours = held;
    if (ours == null || !holds()) {
      return;
    }
    mandate.end();
    try {
      lease.release(ours);
      log.info("released lease {}", lease);
    } catch (KubernetesClientException e) {
      log.warn("lease {} could not be released; it expires by itself", lease, e);
    }
  }
}
