// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A secret of Envoy's secret discovery service (API types with a member {@code secretName}). */
public record SdsSecret(
    @JsonPropertyDescription(
            "Name of the secret that the gateway's Envoy requests from its secret discovery"
                + " service (SDS), for example spiffe://example.org/edge. 1 to 255 characters; App"
                + " Mesh documents no limit.")
        @Required
        @Size(min = 1, max = 255)
        String secretName) {}
