// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import org.jspecify.annotations.Nullable;

/** How this operator manages the gateway; not part of the App Mesh API. */
public record Management(
    @JsonPropertyDescription(
            "What happens if a gateway of this name exists that this resource did not create."
                + " Never: the gateway is left alone, and the resource reports NotOwned."
                + " IfUnowned: the gateway is adopted, unless its tags name another owner."
                + " Default: Never.")
        @SchemaFrom(type = AdoptionPolicy.class)
        @Nullable String adoptionPolicy,
    @JsonPropertyDescription(
            "What happens to the gateway when this resource is deleted. Delete: the gateway is"
                + " deleted from App Mesh. Retain: the gateway stays, unmanaged. Default: Delete.")
        @SchemaFrom(type = DeletionPolicy.class)
        @Nullable String deletionPolicy,
    @JsonPropertyDescription(
            "Whether the API server rejects the deletion of this resource, and of its namespace,"
                + " while this is true. Enforced by the ValidatingAdmissionPolicy that is"
                + " installed with the operator. Default: false.")
        @Nullable Boolean deletionProtection,
    @JsonPropertyDescription(
            "What happens if someone else changes the gateway. Correct: the operator changes it"
                + " back to this spec. Report: status.drift shows the differences. Default:"
                + " Correct.")
        @SchemaFrom(type = DriftPolicy.class)
        @Nullable String driftPolicy,
    @JsonPropertyDescription(
            "Manage: the operator applies this spec to App Mesh. Plan: the operator changes"
                + " nothing in App Mesh, and status.drift shows the differences. Default: Manage.")
        @SchemaFrom(type = Mode.class)
        @Nullable String mode) {

  /** The values of {@code mode}. */
  public enum Mode {
    Manage,
    Plan
  }

  /** The values of {@code adoptionPolicy}. */
  public enum AdoptionPolicy {
    Never,
    IfUnowned
  }

  /** The values of {@code deletionPolicy}. */
  public enum DeletionPolicy {
    Delete,
    Retain
  }

  /** The values of {@code driftPolicy}. */
  public enum DriftPolicy {
    Correct,
    Report
  }
}
