// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A port on which the gateway accepts requests (API type VirtualGatewayListener). */
@ValidationRule(
    value =
        "!has(self.connectionPool)"
            + " || ((!has(self.connectionPool.http) || self.portMapping.protocol == 'http')"
            + " && (!has(self.connectionPool.http2) || self.portMapping.protocol == 'http2')"
            + " && (!has(self.connectionPool.grpc) || self.portMapping.protocol == 'grpc'))",
    message =
        "the connection pool must be of the listener's protocol: write connectionPool.http, .http2"
            + " or .grpc as in portMapping.protocol",
    fieldPath = ".connectionPool")
@ValidationRule(
    value =
        "!has(self.healthCheck) || self.healthCheck.protocol != 'grpc'"
            + " || self.portMapping.protocol in ['grpc', 'http2']",
    message =
        // The first sentence is App Mesh's own.
        "GRPC HealthCheck requires listener type of HTTP2 or GRPC. Change"
            + " portMapping.protocol, or write healthCheck.protocol: http",
    fieldPath = ".healthCheck.protocol")
@ValidationRule(
    value =
        "!has(self.healthCheck) || !has(self.healthCheck.port)"
            + " || self.healthCheck.port == self.portMapping.port",
    message =
        "the health check's port must be the listener's portMapping.port: write that port, or leave"
            + " healthCheck.port out",
    fieldPath = ".healthCheck.port")
public record Listener(
    @JsonPropertyDescription(
            "Connection limits of this listener. Exactly one of http, http2 and grpc: the one that"
                + " matches portMapping.protocol. Default: no limit.")
        @Nullable ConnectionPool connectionPool,
    @JsonPropertyDescription("Health check of the gateway's Envoy. Default: no health check.")
        @Nullable HealthCheck healthCheck,
    @JsonPropertyDescription("Port and protocol of this listener.") @Required
        PortMapping portMapping,
    @JsonPropertyDescription("How this listener terminates TLS. Default: plain text.")
        @Nullable ListenerTls tls) {

  /** Port and protocol (API type VirtualGatewayPortMapping). */
  public record PortMapping(
      @JsonPropertyDescription(
              "Port that Envoy listens on, 1 to 65535. Two listeners may not have the same port.")
          @Required
          @Min(1)
          @Max(65535)
          @Nullable Long port,
      @JsonPropertyDescription("Protocol of the listener: http (HTTP/1.1), http2 or grpc.")
          @Required
          @SchemaFrom(type = PortProtocol.class)
          String protocol) {}
}
