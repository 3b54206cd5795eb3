// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The desired gateway: the members of the API's VirtualGatewaySpec, the identifying fields of
 * CreateVirtualGateway, and how this operator manages the gateway. The schema of the custom
 * resource is generated from this record.
 */
@ValidationRule(
    value =
        "has(self.connectionRef) == has(oldSelf.connectionRef)"
            + " && (!has(self.connectionRef)"
            + " || self.connectionRef.name == oldSelf.connectionRef.name)",
    message =
        "connectionRef cannot be set, changed or removed later: write the old value, or make a new"
            + " VirtualGateway",
    fieldPath = ".connectionRef")
@ValidationRule(
    value =
        "has(self.meshOwner) == has(oldSelf.meshOwner)"
            + " && (!has(self.meshOwner) || self.meshOwner == oldSelf.meshOwner)",
    message =
        "meshOwner cannot be set, changed or removed later: write the old value, or make a new"
            + " VirtualGateway",
    fieldPath = ".meshOwner")
public record VirtualGatewaySpec(
    @JsonPropertyDescription("Defaults for all backends of this gateway. May be empty.")
        @Nullable BackendDefaults backendDefaults,
    @JsonPropertyDescription(
            "The AppMeshConnection by which the operator reaches the gateway: another account,"
                + " region or endpoint. Default: the operator's own settings. Cannot be changed"
                + " later.")
        @Nullable ConnectionRef connectionRef,
    @JsonPropertyDescription(
            "The ports on which the gateway accepts requests, 1 to 64; App Mesh documents no"
                + " limit. Two listeners may not have the same port.")
        @Required
        @Size(min = 1, max = 64)
        @ValidationRule(
            value =
                "self.all(one, self.exists_one(other, other.portMapping.port =="
                    + " one.portMapping.port))",
            message =
                "two listeners have the same port: give each listener its own portMapping.port")
        List<Listener> listeners,
    @JsonPropertyDescription("What the gateway's Envoy logs. May be empty.")
        @Nullable Logging logging,
    @JsonPropertyDescription("How this operator manages the gateway. Not part of the App Mesh API.")
        @Nullable Management management,
    @JsonPropertyDescription(
            "Name of the mesh that the gateway belongs to, which must exist. 1 to 255 letters,"
                + " digits, - and _. Cannot be changed later.")
        @Required
        @Size(min = 1, max = 255)
        @Pattern("^[a-zA-Z0-9_-]+$")
        @ValidationRule(
            value = "self == oldSelf",
            message =
                "meshName cannot be changed: write the old value, or make a new VirtualGateway")
        String meshName,
    @JsonPropertyDescription(
            "Account that owns the mesh, 12 digits, if another account shares the mesh. Write it"
                + " in quotes. Default: the operator's own account. Cannot be changed later.")
        @Size(min = 12, max = 12)
        @Pattern("^[0-9]{12}$")
        @Nullable String meshOwner,
    @JsonPropertyDescription(
            "Tags of the gateway in AWS, at most 46: App Mesh allows 50, and the operator needs"
                + " four ownership tags. Keys must be unique and must not begin with aws: or"
                + " appmesh.operators.dev/. Tags that others add to the gateway stay.")
        @Size(max = 46)
        @ValidationRule(
            value = "self.all(tag, !tag.key.matches('^[aA][wW][sS]:'))",
            message = "tag keys that begin with aws: are reserved by AWS: give the tag another key",
            reason = "FieldValueForbidden")
        @ValidationRule(
            value = "self.all(tag, !tag.key.startsWith('appmesh.operators.dev/'))",
            message =
                "tag keys that begin with appmesh.operators.dev/ are the operator's own: give the"
                    + " tag another key",
            reason = "FieldValueForbidden")
        @Nullable List<Tag> tags,
    @JsonPropertyDescription(
            "Name of the gateway in App Mesh, 1 to 255 letters, digits, - and _. Default:"
                + " metadata.name. Cannot be changed later.")
        @Size(min = 1, max = 255)
        @Pattern("^[a-zA-Z0-9_-]+$")
        @Nullable String virtualGatewayName) {}
