// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls in their order, and what App Mesh answers. The notation is explained in {@code
 * conformance/given.yaml}.
 *
 * @param name what it shows
 * @param source how the answers are known
 * @param inferred whether they are only deduced
 * @param given the case that is carried out before it; null where it begins with nothing
 * @param notBy clients that cannot send it, with the reason
 * @param byProgram whether the program {@code aws} carries it out as well
 * @param steps the calls
 */
record ConformanceCase(
    String name,
    String source,
    boolean inferred,
    @Nullable String given,
    @JsonProperty("not-by") Map<String, String> notBy,
    @JsonProperty("by-program") boolean byProgram,
    List<Step> steps) {

  ConformanceCase {
    Objects.requireNonNull(name, "name");
    if (source == null || source.isBlank()) {
      throw new IllegalArgumentException(name + " has no source");
    }
    if (steps == null || steps.isEmpty()) {
      throw new IllegalArgumentException(name + " has no steps");
    }
    notBy = notBy == null ? Map.of() : Map.copyOf(notBy);
  }

  /**
   * A call.
   *
   * @param operation such as {@code CreateMesh}
   * @param input the members of its request
   * @param as the variable that its output becomes; null for none
   * @param gives what the output has; null where the call is refused
   * @param refused why it is refused; null where it is not
   */
  record Step(
      @JsonProperty("do") String operation,
      @JsonProperty("with") JsonNode input,
      @Nullable String as,
      @Nullable JsonNode gives,
      @Nullable Refused refused) {

    Step {
      Objects.requireNonNull(input, operation);
      if ((gives == null) == (refused == null)) {
        throw new IllegalArgumentException(operation + " needs one of gives and refused");
      }
    }
  }

  /**
   * An error answer.
   *
   * @param code such as {@code NotFoundException}
   * @param status HTTP status
   * @param says the whole message; null where the service's own words are not known
   * @param about what the message must name; null for nothing
   */
  record Refused(String code, int status, @Nullable String says, @Nullable String about) {}
}
