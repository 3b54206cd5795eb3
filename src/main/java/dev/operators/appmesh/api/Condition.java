// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One aspect of the resource's state, as in Kubernetes' own metav1.Condition. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @JsonPropertyDescription("When the status of the condition last changed (RFC 3339).") @Required
        String lastTransitionTime,
    @JsonPropertyDescription("Details for people, at most 32768 characters.")
        @Required
        @Size(max = 32768)
        String message,
    @JsonPropertyDescription("The metadata.generation that the condition is based on.") @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The reason, as one word for programs, 1 to 1024 characters.")
        @Required
        @Size(min = 1, max = 1024)
        @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        String reason,
    @JsonPropertyDescription("True, False or Unknown.") @Required @SchemaFrom(type = Truth.class)
        String status,
    @JsonPropertyDescription(
            "Type of the condition: Ready, Synced, Reconciling or Stalled. At most 316 characters.")
        @Required
        @Size(max = 316)
        @Pattern(
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                + "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$")
        String type) {

  /** The values of {@code status}. */
  public enum Truth {
    True,
    False,
    Unknown
  }
}
