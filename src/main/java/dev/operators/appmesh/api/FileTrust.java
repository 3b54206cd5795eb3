// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Trusted authorities in a file that Envoy reads (API type
 * VirtualGatewayTlsValidationContextFileTrust).
 */
public record FileTrust(
    @JsonPropertyDescription(
            "Path of the PEM file with the trusted certificate authorities, in the file system of"
                + " the gateway's Envoy. 1 to 255 characters.")
        @Required
        @Size(min = 1, max = 255)
        String certificateChain) {}
