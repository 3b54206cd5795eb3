// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A field in which App Mesh differs from the spec. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldDrift(
    @JsonPropertyDescription("The value in App Mesh, as JSON. Absent if App Mesh has none.")
        @Nullable String actual,
    @JsonPropertyDescription("The value in the spec, as JSON. Absent if the spec has none.")
        @Nullable String desired,
    @JsonPropertyDescription("Path of the field, for example listeners[0].portMapping.port.")
        @Required
        String path) {}
