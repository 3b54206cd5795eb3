// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a pass over a resource has ended. */
public sealed interface Outcome {

  /** What was done to get in sync. */
  enum Change {
    NONE,
    CREATED,
    /** Re-created because it was deleted. */
    RECREATED,
    /** As its resource was edited. */
    UPDATED,
    /** Although nobody edited its resource. */
    CORRECTED,
    ADOPTED,
    TAKEN_OVER;

    /** Whether something was undone that others did. */
    public boolean isCorrection() {
      return this == RECREATED || this == CORRECTED;
    }
  }

  /**
   * App Mesh matches the resource.
   *
   * @param tags the resource's tags that the gateway has now
   * @param paths what was other than desired in an existing gateway, as {@code kubectl explain}
   *     spells it
   */
  record InSync(ObservedGateway gateway, Tags tags, Change change, List<String> paths)
      implements Outcome {

    /** With nothing to tell of what was other than desired. */
    public InSync(ObservedGateway gateway, Tags tags, Change change) {
      this(gateway, tags, change, List.of());
    }
  }

  /**
   * App Mesh holds something else, and it is left so.
   *
   * @param gateway what it holds; null where it holds nothing
   */
  record Differs(@Nullable ObservedGateway gateway, List<Difference> differences, Reason reason)
      implements Outcome {}

  /** It could not be done. The message says why and what helps; it is the same at each repeat. */
  record Failed(Reason reason, String message) implements Outcome {

    /** As much as an Event takes (core/v1, note); services may send pages. */
    private static final int LONGEST = 1000;

    /** Cuts a message that no Event can take. */
    public Failed {
      if (message.length() > LONGEST) {
        message = message.substring(0, LONGEST) + " …";
      }
    }
  }

  /**
   * Nothing was done: the gateway is in sync as far as anybody knows, and nothing asks for a look.
   */
  record Unchanged() implements Outcome {}

  /** Nothing was done, since the resource asks to be left alone. */
  record Paused(String message) implements Outcome {}

  /**
   * The resource may go.
   *
   * @param event what to call it: {@code Deleted} or {@code Released}
   * @param message what became of the gateway
   */
  record Gone(String event, String message) implements Outcome {}
}
