// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import org.jspecify.annotations.Nullable;

/** How this operator treats the gateway; not part of the App Mesh API. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Management(
    @JsonPropertyDescription(
            "What happens when a gateway of this name exists already and this resource did not"
                + " create it. Never: it is left alone and the resource reports NotOwned."
                + " IfUnowned: it is adopted unless its tags name another owner. Default: Never.")
        @SchemaFrom(type = AdoptionPolicy.class)
        @Nullable String adoptionPolicy,
    @JsonPropertyDescription(
            "What happens to the gateway when this resource is deleted. Delete: it is deleted from"
                + " App Mesh. Retain: it stays, unmanaged. Default: Delete.")
        @SchemaFrom(type = DeletionPolicy.class)
        @Nullable String deletionPolicy,
    @JsonPropertyDescription(
            "Whether the API server refuses to delete this resource, and its namespace with it,"
                + " until this is false again. Kept by the ValidatingAdmissionPolicy that is"
                + " installed with the operator. Default: false.")
        @Nullable Boolean deletionProtection,
    @JsonPropertyDescription(
            "What happens when the gateway was changed by someone else. Correct: it is changed back"
                + " to this spec. Report: the difference is shown in status.drift. Default:"
                + " Correct.")
        @SchemaFrom(type = DriftPolicy.class)
        @Nullable String driftPolicy,
    @JsonPropertyDescription(
            "Manage: App Mesh is made to hold this gateway. Plan: nothing is changed in App Mesh,"
                + " and the difference is shown in status.drift. Default: Manage.")
        @SchemaFrom(type = Mode.class)
        @Nullable String mode) {

  /** The words of {@code mode}. */
  public enum Mode {
    /** App Mesh is made to hold this gateway. */
    Manage,
    /** Nothing is changed in App Mesh. */
    Plan
  }

  /** The words of {@code adoptionPolicy}. */
  public enum AdoptionPolicy {
    /** A gateway that others made is left alone. */
    Never,
    /** A gateway that nobody owns is adopted. */
    IfUnowned
  }

  /** The words of {@code deletionPolicy}. */
  public enum DeletionPolicy {
    /** The gateway goes with its resource. */
    Delete,
    /** The gateway stays. */
    Retain
  }

  /** The words of {@code driftPolicy}. */
  public enum DriftPolicy {
    /** Changes behind our back are undone. */
    Correct,
    /** Changes behind our back are shown. */
    Report
  }
}
