// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of what changed in Kubernetes Events: on a transition, never on a repeat. Nothing is told
 * twice: the caller has written the status that the Event is about, which one process alone can,
 * and the Event has its name before it is sent, so that a request that is repeated changes nothing.
 * An Event can be lost, where the process ends between the two.
 */
public final class EventRecorder {

  /**
   * What an Event says.
   *
   * @param message is cut where it has more than 1000 bytes: the API server takes 1024 (core/v1,
   *     Event)
   */
  record Notice(String type, String reason, String message) {

    private static final int MOST_BYTES = 1000;
    private static final String CUT = " …";

    Notice {
      if (message.getBytes(UTF_8).length > MOST_BYTES) {
        // The encoder stops before a character that does not fit, so none is cut in two.
        var read = CharBuffer.wrap(message);
        var room = ByteBuffer.allocate(MOST_BYTES - CUT.getBytes(UTF_8).length);
        UTF_8.newEncoder().encode(read, room, true);
        message = message.substring(0, read.position()) + CUT;
      }
    }
  }

  private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
  private static final String CORRECTED = "DriftCorrected";
  private static final int PATHS_NAMED = 3;
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

  /** What there is to tell when {@code outcome} follows a status of {@code before}. */
  static Optional<Notice> notice(SyncState before, Outcome outcome) {
    var synced = before.synced();
    return switch (outcome) {
      case Outcome.InSync(var gateway, var _, var change, var paths) ->
          switch (change) {
            case CREATED -> normal("Created", "Created " + gateway.arn());
            case RECREATED ->
                normal(CORRECTED, "Made again as " + gateway.arn() + ", since it had vanished");
            case UPDATED ->
                normal("Updated", "Updated to version " + gateway.version() + named(paths));
            case CORRECTED ->
                normal(CORRECTED, "Changed back to version " + gateway.version() + named(paths));
            case ADOPTED -> normal("Adopted", "Adopted " + gateway.arn());
            case TAKEN_OVER -> normal("TakenOver", "Took over " + gateway.arn());
            case NONE ->
                synced == Reason.IN_SYNC
                    ? Optional.empty()
                    : normal(Reason.IN_SYNC.text(), "In line with " + gateway.arn());
          };
      case Outcome.Differs(var gateway, var differences, var reason) ->
          synced == reason
              ? Optional.empty()
              : normal(
                  reason.text(),
                  "App Mesh differs" + named(differences.stream().map(Difference::path).toList()));
      case Outcome.Failed(var reason, var message) ->
          synced == reason
              ? Optional.empty()
              : Optional.of(new Notice("Warning", reason.text(), message));
      case Outcome.Paused(var message) ->
          synced == Reason.PAUSED ? Optional.empty() : normal(Reason.PAUSED.text(), message);
      case Outcome.Unchanged() -> Optional.empty();
      case Outcome.Gone(var event, var message) -> normal(event, message);
    };
  }

  /** The first of them by name; there may be hundreds. */
  private static String named(List<String> paths) {
    if (paths.isEmpty()) {
      return "";
    }
    var more = paths.size() - PATHS_NAMED;
    return paths.stream().limit(PATHS_NAMED).collect(Collectors.joining(", ", ": ", ""))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static Optional<Notice> normal(String reason, String message) {
    return Optional.of(new Notice("Normal", reason, message));
  }

  /** Tells, if there is something to tell. An Event that cannot be written is only logged. */
  public void tell(VirtualGateway about, SyncState before, Outcome outcome) {
    notice(before, outcome).ifPresent(notice -> tell(about, name(about, outcome), notice));
  }

  /**
   * The end of a resource leaves no status behind, so its Event has the same name for everybody.
   */
  private String name(VirtualGateway about, Outcome outcome) {
    var which = outcome instanceof Outcome.Gone ? "gone" : Long.toHexString(random.nextLong());
    return about.getMetadata().getUid() + '.' + which;
  }

  private void tell(VirtualGateway about, String name, Notice notice) {
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
