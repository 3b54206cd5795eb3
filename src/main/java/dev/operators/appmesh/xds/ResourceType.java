// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of resources that are served, in the order in which changes are sent. */
public enum ResourceType {
  CLUSTER("envoy.config.cluster.v3.Cluster", true),
  ENDPOINTS("envoy.config.endpoint.v3.ClusterLoadAssignment", false),
  SECRET("envoy.extensions.transport_sockets.tls.v3.Secret", false),
  LISTENER("envoy.config.listener.v3.Listener", true),
  ROUTE("envoy.config.route.v3.RouteConfiguration", false);

  private final String url;
  private final boolean wildcard;

  ResourceType(String message, boolean wildcard) {
    this.url = "type.googleapis.com/" + message;
    this.wildcard = wildcard;
  }

  /** The type with this URL; empty for one that is not served. */
  static Optional<ResourceType> of(String url) {
    return Arrays.stream(values()).filter(type -> type.url.equals(url)).findFirst();
  }

  /** Its URL in requests and responses. */
  String url() {
    return url;
  }

  /** Whether Envoys get all resources of the type; else those whose names they ask for. */
  boolean isWildcard() {
    return wildcard;
  }

  /** Its name in metrics and lists, such as {@code cluster}. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
