// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A member in which App Mesh differs from the spec. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldDrift(
    @JsonPropertyDescription("What App Mesh holds, as JSON; absent: nothing.")
        @Nullable String actual,
    @JsonPropertyDescription("What the spec says, as JSON; absent: nothing.")
        @Nullable String desired,
    @JsonPropertyDescription("The member, for example listeners[0].portMapping.port.") @Required
        String path) {}
