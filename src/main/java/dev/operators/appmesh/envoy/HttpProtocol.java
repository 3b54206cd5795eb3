// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is spoken to backends. The protocol of a listener decides it: App Mesh's Envoy took HTTP/1.1
 * and HTTP/2 on all of them, and never turned HTTP/2 into HTTP/1.1.
 */
public enum HttpProtocol {
  /** HTTP/1.1. */
  HTTP1,
  /** HTTP/2, with or without gRPC. */
  HTTP2;

  private static final String OPTIONS = "upstreams.http.v3.HttpProtocolOptions";

  /** Of a listener with that protocol. */
  public static HttpProtocol of(String listenerProtocol) {
    return listenerProtocol.equals("http") ? HTTP1 : HTTP2;
  }

  /** The options of a cluster; null where Envoy's defaults do. */
  public @Nullable Map<String, Object> options() {
    return switch (this) {
      case HTTP1 -> null;
      case HTTP2 ->
          map(
              "envoy.extensions." + OPTIONS,
              Typed.config(
                  OPTIONS, map("explicit_http_config", map("http2_protocol_options", Map.of()))));
    };
  }
}
