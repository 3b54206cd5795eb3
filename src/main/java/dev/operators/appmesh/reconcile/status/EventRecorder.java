// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.SyncState;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of what changed in Kubernetes Events: on a transition, never on a repeat. Nothing is told
 * twice: the caller has written the status that the Event is about, which one process alone can,
 * and the Event has its name before it is sent, so that a request that is repeated changes nothing.
 * An Event can be lost, where the process ends between the two.
 */
public final class EventRecorder {

  private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
  private static final String COMPONENT = "appmesh-gateway-operator";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final Mandate mandate;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * Writes Events by {@code client}.
   *
   * @param mandate without which nothing is written
   * @param random names Events
   */
  public EventRecorder(
      KubernetesClient client, Mandate mandate, InstantSource clock, RandomGenerator random) {
    this.client = client;
    this.mandate = mandate;
    this.clock = clock;
    this.random = random;
  }

  /** Tells, if there is something to tell. An Event that cannot be written is only logged. */
  public void tell(VirtualGateway about, SyncState before, Outcome outcome) {
    EventNotice.of(before, outcome).ifPresent(notice -> tell(about, name(about, outcome), notice));
  }

  /**
   * The end of a resource leaves no status behind, so its Event has the same name for everybody.
   */
  private String name(VirtualGateway about, Outcome outcome) {
    var which = outcome instanceof Outcome.Gone ? "gone" : Long.toHexString(random.nextLong());
    return about.getMetadata().getUid() + '.' + which;
  }

  private void tell(VirtualGateway about, String name, EventNotice notice) {
    if (!mandate.holds()) {
      log.info("{} is not told: this process does not lead any more", notice);
      return;
    }
    var metadata = about.getMetadata();
    var now = clock.instant();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(metadata.getNamespace())
            .endMetadata()
            .withNewInvolvedObject()
            .withApiVersion(about.getApiVersion())
            .withKind(about.getKind())
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .withResourceVersion(metadata.getResourceVersion())
            .endInvolvedObject()
            .withType(notice.type())
            .withReason(notice.reason())
            .withMessage(notice.message())
            .withAction("Reconcile")
            .withEventTime(new MicroTime(MICROS.format(now)))
            // By these kubectl describe puts Events in order.
            .withFirstTimestamp(SECONDS.format(now))
            .withLastTimestamp(SECONDS.format(now))
            .withReportingComponent(COMPONENT)
            .withReportingInstance(COMPONENT)
            .build();
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return; // it is there
      }
      log.warn("could not write Event {} for {}", notice, metadata.getName(), e);
    }
  }
}
