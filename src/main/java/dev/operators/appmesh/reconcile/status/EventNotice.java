// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an Event says.
 *
 * @param message is cut where it has more than 1000 bytes: the API server takes 1024 (core/v1,
 *     Event)
 */
record EventNotice(String type, String reason, String message) {

  private static final String CORRECTED = "DriftCorrected";
  private static final int PATHS_NAMED = 3;

  private static final int MOST_BYTES = 1000;
  private static final String CUT = " …";

  EventNotice {
    if (message.getBytes(UTF_8).length > MOST_BYTES) {
      // The encoder stops before a character that does not fit, so none is cut in two.
      var read = CharBuffer.wrap(message);
      var room = ByteBuffer.allocate(MOST_BYTES - CUT.getBytes(UTF_8).length);
      UTF_8.newEncoder().encode(read, room, true);
      message = message.substring(0, read.position()) + CUT;
    }
  }

  /** What there is to tell when {@code outcome} follows a status of {@code before}. */
  static Optional<EventNotice> of(SyncState before, Outcome outcome) {
    var synced = before.synced();
    return switch (outcome) {
      case Outcome.InSync(var gateway, var _, var change, var paths) ->
          switch (change) {
            case CREATED -> normal("Created", "Created " + gateway.arn());
            case RECREATED ->
                normal(CORRECTED, "Re-created as " + gateway.arn() + " because it was deleted");
            case UPDATED ->
                normal("Updated", "Updated to version " + gateway.version() + named(paths));
            case CORRECTED ->
                normal(CORRECTED, "Changed back to version " + gateway.version() + named(paths));
            case ADOPTED -> normal("Adopted", "Adopted " + gateway.arn());
            case TAKEN_OVER -> normal("TakenOver", "Took over " + gateway.arn());
            case NONE ->
                synced == Reason.IN_SYNC
                    ? Optional.empty()
                    : normal(Reason.IN_SYNC.text(), "In sync with " + gateway.arn());
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
              : Optional.of(new EventNotice("Warning", reason.text(), message));
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

  private static Optional<EventNotice> normal(String reason, String message) {
    return Optional.of(new EventNotice("Normal", reason, message));
  }
}
