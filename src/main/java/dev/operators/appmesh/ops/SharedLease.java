// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * The Lease object of the leader election. Each write names the version that was read, so that one
 * of two concurrent writers fails with 409.
 *
 * @param identity of this process as the holder; unique
 * @param duration how long others respect the lease after each renewal; whole seconds
 */
record SharedLease(
    KubernetesClient kubernetes,
    String namespace,
    String name,
    String identity,
    Duration duration) {

  Optional<Lease> read() {
    var lease = kubernetes.resources(Lease.class).inNamespace(namespace).withName(name).get();
    if (lease != null && lease.getSpec() == null) {
      lease.setSpec(new LeaseSpec()); // somebody made it by hand
    }
    return Optional.ofNullable(lease);
  }

  /** Creates the lease with this process as its holder. */
  Lease create() {
    var lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withSpec(held(now(), 0))
            .build();
    return kubernetes.resource(lease).create();
  }

  /** Takes the lease over from the holder of {@code found}. */
  Lease take(Lease found) {
    var transitions = Objects.requireNonNullElse(found.getSpec().getLeaseTransitions(), 0);
    return replace(found, held(now(), transitions + 1));
  }

  /** Renews our lease. */
  Lease renew(Lease held) {
    var spec = held.getSpec();
    return replace(held, held(spec.getAcquireTime(), spec.getLeaseTransitions()));
  }

  /** Releases our lease, so that another process can take it at once. */
  void release(Lease held) {
    var free = new LeaseSpec();
    free.setLeaseDurationSeconds(1);
    free.setAcquireTime(now());
    free.setRenewTime(now());
    free.setLeaseTransitions(held.getSpec().getLeaseTransitions());
    replace(held, free);
  }

  boolean isOurs(Lease lease) {
    return identity.equals(lease.getSpec().getHolderIdentity());
  }

  private Lease replace(Lease old, LeaseSpec spec) {
    return kubernetes.resource(new LeaseBuilder(old).withSpec(spec).build()).update();
  }

  private LeaseSpec held(ZonedDateTime acquired, int transitions) {
    var held = new LeaseSpec();
    held.setHolderIdentity(identity);
    held.setLeaseDurationSeconds((int) duration.toSeconds());
    held.setAcquireTime(acquired);
    held.setRenewTime(now());
    held.setLeaseTransitions(transitions);
    return held;
  }

  /** The API server stores microseconds. */
  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public String toString() {
    return namespace + '/' + name;
  }
}
