// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The health check of the gateway's Envoy (API type VirtualGatewayHealthCheckPolicy). */
@ValidationRule(
    value = "self.protocol == 'grpc' || (has(self.path) && self.path != '')",
    message =
        "a health check with protocol http or http2 needs a path: write for example path: /ping",
    fieldPath = ".path",
    reason = "FieldValueRequired")
public record HealthCheck(
    @JsonPropertyDescription(
            "Consecutive successful checks after which a listener is healthy. 2 to 10.")
        @Required
        @Min(2)
        @Max(10)
        @Nullable Long healthyThreshold,
    @JsonPropertyDescription("Time between two checks, in milliseconds. 5000 to 300000.")
        @Required
        @Min(5000)
        @Max(300000)
        @Nullable Long intervalMillis,
    @JsonPropertyDescription(
            "Path of the request. Required if the protocol is http or http2, ignored if it is"
                + " grpc. At most 2048 characters; App Mesh documents no limit.")
        @Size(max = 2048)
        @Nullable String path,
    @JsonPropertyDescription(
            "Port to check, 1 to 65535. Must be the listener's portMapping.port. Default: that"
                + " port.")
        @Min(1)
        @Max(65535)
        @Nullable Long port,
    @JsonPropertyDescription(
            "Protocol of the check: http, http2 or grpc. May differ from the listener's protocol,"
                + " but grpc needs a listener with protocol http2 or grpc.")
        @Required
        @SchemaFrom(type = PortProtocol.class)
        String protocol,
    @JsonPropertyDescription(
            "Time to wait for the response to a check, in milliseconds. 2000 to 60000.")
        @Required
        @Min(2000)
        @Max(60000)
        @Nullable Long timeoutMillis,
    @JsonPropertyDescription(
            "Consecutive failed checks after which a listener is unhealthy. 2 to 10.")
        @Required
        @Min(2)
        @Max(10)
        @Nullable Long unhealthyThreshold) {}
