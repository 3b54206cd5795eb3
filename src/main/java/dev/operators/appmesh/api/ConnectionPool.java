// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Connection limits of a listener (API type VirtualGatewayConnectionPool). */
@ValidationRule(
    value = "[has(self.grpc), has(self.http), has(self.http2)].exists_one(set, set)",
    message =
        "connectionPool takes exactly one of grpc, http and http2: write the one that is the"
            + " listener's protocol")
public record ConnectionPool(
    @JsonPropertyDescription("Limits of a listener with protocol grpc.") @Nullable Requests grpc,
    @JsonPropertyDescription("Limits of a listener with protocol http.") @Nullable Http http,
    @JsonPropertyDescription("Limits of a listener with protocol http2.")
        @Nullable Requests http2) {

  /** Limits of HTTP/1.1 (API type VirtualGatewayHttpConnectionPool). */
  public record Http(
      @JsonPropertyDescription(
              "Maximum number of connections that Envoy opens at the same time to all hosts of the"
                  + " upstream cluster. 1 to 2147483647.")
          @Required
          @Min(1)
          @Max(2147483647)
          @Nullable Long maxConnections,
      @JsonPropertyDescription(
              "Maximum number of requests over maxConnections that Envoy queues. 1 to 2147483647;"
                  + " App Mesh's default is 2147483647.")
          @Min(1)
          @Max(2147483647)
          @Nullable Long maxPendingRequests) {}

  /** Limits of HTTP/2 and gRPC (API types VirtualGatewayHttp2ConnectionPool and ...Grpc...). */
  public record Requests(
      @JsonPropertyDescription(
              "Maximum number of requests in flight to all hosts of the upstream cluster. 1 to"
                  + " 2147483647.")
          @Required
          @Min(1)
          @Max(2147483647)
          @Nullable Long maxRequests) {}
}
