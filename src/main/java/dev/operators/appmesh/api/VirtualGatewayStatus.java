// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found and did. A member is absent until it is known. */
@JsonIgnoreProperties(ignoreUnknown = true)
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
  public static final VirtualGatewayStatus EMPTY = new Builder().build();

  /** A builder that begins with the members of this status. */
  public Builder toBuilder() {
    var builder = new Builder();
    builder.observedGeneration = observedGeneration;
    builder.appliedGeneration = appliedGeneration;
    builder.gatewayMayExist = gatewayMayExist;
    builder.arn = arn;
    builder.uid = uid;
    builder.version = version;
    builder.meshOwner = meshOwner;
    builder.resourceOwner = resourceOwner;
    builder.createdAt = createdAt;
    builder.lastUpdatedAt = lastUpdatedAt;
    builder.status = status;
    builder.specDigest = specDigest;
    builder.tags = tags;
    builder.conditions = conditions;
    builder.drift = drift;
    builder.lastHandledReconcileAt = lastHandledReconcileAt;
    builder.lastHandledTakeoverFrom = lastHandledTakeoverFrom;
    return builder;
  }

  /** Builds a status; a member that is not set is absent. */
  public static final class Builder {
    private @Nullable Long observedGeneration;
    private @Nullable Long appliedGeneration;
    private @Nullable Boolean gatewayMayExist;
    private @Nullable String arn;
    private @Nullable String uid;
    private @Nullable Long version;
    private @Nullable String meshOwner;
    private @Nullable String resourceOwner;
    private @Nullable String createdAt;
    private @Nullable String lastUpdatedAt;
    private @Nullable String status;
    private @Nullable String specDigest;
    private @Nullable List<Tag> tags;
    private @Nullable List<Condition> conditions;
    private @Nullable List<FieldDrift> drift;
    private @Nullable String lastHandledReconcileAt;
    private @Nullable String lastHandledTakeoverFrom;

    private Builder() {}

    /** Sets {@code observedGeneration}. */
    public Builder observedGeneration(@Nullable Long value) {
      observedGeneration = value;
      return this;
    }

    /** Sets {@code appliedGeneration}. */
    public Builder appliedGeneration(@Nullable Long value) {
      appliedGeneration = value;
      return this;
    }

    /** Sets {@code gatewayMayExist}. */
    public Builder gatewayMayExist(@Nullable Boolean value) {
      gatewayMayExist = value;
      return this;
    }

    /** Sets {@code arn}. */
    public Builder arn(@Nullable String value) {
      arn = value;
      return this;
    }

    /** Sets {@code uid}. */
    public Builder uid(@Nullable String value) {
      uid = value;
      return this;
    }

    /** Sets {@code version}. */
    public Builder version(@Nullable Long value) {
      version = value;
      return this;
    }

    /** Sets {@code meshOwner}. */
    public Builder meshOwner(@Nullable String value) {
      meshOwner = value;
      return this;
    }

    /** Sets {@code resourceOwner}. */
    public Builder resourceOwner(@Nullable String value) {
      resourceOwner = value;
      return this;
    }

    /** Sets {@code createdAt}. */
    public Builder createdAt(@Nullable String value) {
      createdAt = value;
      return this;
    }

    /** Sets {@code lastUpdatedAt}. */
    public Builder lastUpdatedAt(@Nullable String value) {
      lastUpdatedAt = value;
      return this;
    }

    /** Sets {@code status}. */
    public Builder status(@Nullable String value) {
      status = value;
      return this;
    }

    /** Sets {@code specDigest}. */
    public Builder specDigest(@Nullable String value) {
      specDigest = value;
      return this;
    }

    /** Sets {@code tags}. */
    public Builder tags(@Nullable List<Tag> value) {
      tags = value;
      return this;
    }

    /** Sets {@code conditions}. */
    public Builder conditions(@Nullable List<Condition> value) {
      conditions = value;
      return this;
    }

    /** Sets {@code drift}. */
    public Builder drift(@Nullable List<FieldDrift> value) {
      drift = value;
      return this;
    }

    /** Sets {@code lastHandledReconcileAt}. */
    public Builder lastHandledReconcileAt(@Nullable String value) {
      lastHandledReconcileAt = value;
      return this;
    }

    /** Sets {@code lastHandledTakeoverFrom}. */
    public Builder lastHandledTakeoverFrom(@Nullable String value) {
      lastHandledTakeoverFrom = value;
      return this;
    }

    /** The status as it is set now. */
    public VirtualGatewayStatus build() {
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
