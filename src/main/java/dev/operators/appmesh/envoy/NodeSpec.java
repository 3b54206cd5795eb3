// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.operators.appmesh.api.ConnectionPool;
import dev.operators.appmesh.api.HealthCheck;
import dev.operators.appmesh.api.Listener.PortMapping;
import dev.operators.appmesh.api.ListenerTls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients of a virtual node need to know of it (API type VirtualNodeSpec). */
record NodeSpec(List<Listener> listeners, @Nullable ServiceDiscovery serviceDiscovery) {

  /** A port of the node. */
  record Listener(
      @Nullable ConnectionPool connectionPool,
      @Nullable HealthCheck healthCheck,
      @Nullable OutlierDetection outlierDetection,
      @JsonProperty(required = true) PortMapping portMapping,
      @Nullable ListenerTls tls) {

    boolean has(@Nullable Long port) {
      return port == null || port.equals(portMapping.port());
    }

    long port() {
      var port = portMapping.port();
      return port == null ? 0 : port;
    }
  }

  /** When an endpoint gets no requests for a while. */
  record OutlierDetection(
      @Nullable Span baseEjectionDuration,
      @Nullable Span interval,
      @Nullable Long maxEjectionPercent,
      @Nullable Long maxServerErrors) {}

  /** How the node is found. */
  record ServiceDiscovery(@Nullable CloudMap awsCloudMap, @Nullable Dns dns) {}

  /** By AWS Cloud Map. */
  record CloudMap(
      @JsonProperty(required = true) String namespaceName,
      @JsonProperty(required = true) String serviceName) {}

  /** By DNS. */
  record Dns(
      @JsonProperty(required = true) String hostname,
      @Nullable String ipPreference,
      @Nullable String responseType) {}
}
