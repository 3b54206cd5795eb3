// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the operator found and did. A member is absent until it is known. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = LenientStatus.class)
public record VirtualGatewayStatus(
    @JsonPropertyDescription("The metadata.generation that this status was written for.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The metadata.generation that the gateway was last brought in sync with; absent while"
                + " the current one is not applied.")
        @Nullable Long appliedGeneration,
    @JsonPropertyDescription(
            "True while App Mesh may have a gateway of this resource whose ARN is not known: a"
                + " call to create it was made and did not succeed.")
        @Nullable Boolean gatewayMayExist,
    @JsonPropertyDescription("ARN of the gateway.") @Nullable String arn,
    @JsonPropertyDescription(
            "Identity of the gateway in App Mesh. It changes if the gateway is deleted and created"
                + " again.")
        @Nullable String uid,
    @JsonPropertyDescription("Version of the gateway in App Mesh; each change adds one.")
        @Nullable Long version,
    @JsonPropertyDescription("Account that owns the mesh, 12 digits.") @Nullable String meshOwner,
    @JsonPropertyDescription("Account that created the gateway, 12 digits.")
        @Nullable String resourceOwner,
    @JsonPropertyDescription("When the gateway was created in App Mesh (RFC 3339).")
        @Nullable String createdAt,
    @JsonPropertyDescription("When the gateway last changed in App Mesh (RFC 3339).")
        @Nullable String lastUpdatedAt,
    @JsonPropertyDescription("State of the gateway in App Mesh: ACTIVE, INACTIVE or DELETED.")
        @Nullable String status,
    @JsonPropertyDescription(
            "Digest of the gateway's spec at this version. Equivalent specs have the same digest."
                + " The plan command uses it to find out what an edit changes.")
        @Nullable String specDigest,
    @JsonPropertyDescription(
            "The tags of spec.tags that were last applied, or may have been applied if the attempt"
                + " failed. With them, the operator finds the tags that were removed from the"
                + " spec.")
        @Nullable List<Tag> tags,
    @JsonPropertyDescription(
            "Ready and Synced; also Reconciling and Stalled while they are True (kstatus).")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Fields in which App Mesh differs from the spec, at most 20.")
        @Size(max = 20)
        @Nullable List<FieldDrift> drift,
    @JsonPropertyDescription(
            "The last handled value of the annotation"
                + " appmesh.operators.dev/reconcile-requested-at.")
        @Nullable String lastHandledReconcileAt,
    @JsonPropertyDescription(
            "The last handled value of the annotation appmesh.operators.dev/allow-takeover-from."
                + " It allows no other takeover until the annotation is removed and set again.")
        @Nullable String lastHandledTakeoverFrom) {

  /** An empty status. */
  public static final VirtualGatewayStatus EMPTY = new Draft().status();

  /** A copy in which {@code change} has set members. */
  public VirtualGatewayStatus with(Consumer<Draft> change) {
    var draft = new Draft();
    draft.observedGeneration = observedGeneration;
    draft.appliedGeneration = appliedGeneration;
    draft.gatewayMayExist = gatewayMayExist;
    draft.arn = arn;
    draft.uid = uid;
    draft.version = version;
    draft.meshOwner = meshOwner;
    draft.resourceOwner = resourceOwner;
    draft.createdAt = createdAt;
    draft.lastUpdatedAt = lastUpdatedAt;
    draft.status = status;
    draft.specDigest = specDigest;
    draft.tags = tags;
    draft.conditions = conditions;
    draft.drift = drift;
    draft.lastHandledReconcileAt = lastHandledReconcileAt;
    draft.lastHandledTakeoverFrom = lastHandledTakeoverFrom;
    change.accept(draft);
    return draft.status();
  }

  /** The members of a status while it is written; those that are not set are absent. */
  public static final class Draft {
    public @Nullable Long observedGeneration;
    public @Nullable Long appliedGeneration;
    public @Nullable Boolean gatewayMayExist;
    public @Nullable String arn;
    public @Nullable String uid;
    public @Nullable Long version;
    public @Nullable String meshOwner;
    public @Nullable String resourceOwner;
    public @Nullable String createdAt;
    public @Nullable String lastUpdatedAt;
    public @Nullable String status;
    public @Nullable String specDigest;
    public @Nullable List<Tag> tags;
    public @Nullable List<Condition> conditions;
    public @Nullable List<FieldDrift> drift;
    public @Nullable String lastHandledReconcileAt;
    public @Nullable String lastHandledTakeoverFrom;

    private Draft() {}

    private VirtualGatewayStatus status() {
      return new VirtualGatewayStatus(
          observedGeneration,
          appliedGeneration,
          gatewayMayExist,
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
          lastHandledReconcileAt,
          lastHandledTakeoverFrom);
    }
  }
}
