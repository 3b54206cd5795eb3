// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found and did; every member is absent until it is known. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = LenientStatus.class)
public record VirtualGatewayStatus(
    @JsonPropertyDescription("The metadata.generation that this status was written for.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("ARN of the gateway.") @Nullable String arn,
    @JsonPropertyDescription(
            "Identity that App Mesh gave the gateway; another one means that it was made anew.")
        @Nullable String uid,
    @JsonPropertyDescription("Version of the gateway in App Mesh; each change there adds one.")
        @Nullable Long version,
    @JsonPropertyDescription("Account that owns the mesh, 12 digits.") @Nullable String meshOwner,
    @JsonPropertyDescription("Account that made the gateway, 12 digits.")
        @Nullable String resourceOwner,
    @JsonPropertyDescription("When the gateway was made in App Mesh (RFC 3339).")
        @Nullable String createdAt,
    @JsonPropertyDescription("When the gateway last changed in App Mesh (RFC 3339).")
        @Nullable String lastUpdatedAt,
    @JsonPropertyDescription(
            "State of the gateway as App Mesh names it: ACTIVE, INACTIVE or DELETED.")
        @Nullable String status,
    @JsonPropertyDescription(
            "Digest of the spec that the gateway has at this version, the same for specs that mean"
                + " the same; by it the plan command knows what an edit changes.")
        @Nullable String specDigest,
    @JsonPropertyDescription(
            "The tags of spec.tags that were last applied, or may have been where that failed; by"
                + " them a tag that leaves the spec is found.")
        @Nullable List<Tag> tags,
    @JsonPropertyDescription(
            "Ready and Synced; Reconciling and Stalled while they are true (kstatus).")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Members in which App Mesh differs from the spec, at most 20.")
        @Size(max = 20)
        @Nullable List<FieldDrift> drift,
    @JsonPropertyDescription(
            "The last value of annotation appmesh.operators.dev/reconcile-requested-at that was"
                + " acted on.")
        @Nullable String lastHandledReconcileAt,
    @JsonPropertyDescription(
            "The value of annotation appmesh.operators.dev/allow-takeover-from that is used up: it"
                + " permits nothing any more until it is removed and set again.")
        @Nullable String lastHandledTakeoverFrom) {

  /** A status that says nothing. */
  public static final VirtualGatewayStatus EMPTY =
      new VirtualGatewayStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** The same status with other tags. */
  public VirtualGatewayStatus withTags(@Nullable List<Tag> otherTags) {
    return new VirtualGatewayStatus(
        observedGeneration,
        arn,
        uid,
        version,
        meshOwner,
        resourceOwner,
        createdAt,
        lastUpdatedAt,
        status,
        specDigest,
        otherTags,
        conditions,
        drift,
        lastHandledReconcileAt,
        lastHandledTakeoverFrom);
  }

  /** The same status with other notes of which annotations were handled. */
  public VirtualGatewayStatus withHandled(
      @Nullable String reconcileAt, @Nullable String takeoverFrom) {
    return new VirtualGatewayStatus(
        observedGeneration,
        arn,
        uid,
        version,
        meshOwner,
        resourceOwner,
        createdAt,
        lastUpdatedAt,
        status,
        specDigest,
        tags,
        conditions,
        drift,
        reconcileAt,
        takeoverFrom);
  }
}
