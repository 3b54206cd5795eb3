// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A tag (API type TagRef). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tag(
    @JsonPropertyDescription("Key of the tag, 1 to 128 characters.")
        @Required
        @Size(min = 1, max = 128)
        String key,
    @JsonPropertyDescription("Value of the tag, 0 to 256 characters. Required, but may be empty.")
        @Required
        @Size(max = 256)
        String value) {}
