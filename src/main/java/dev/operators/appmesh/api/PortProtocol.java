// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

/** The protocols of a listener and of its health check (API type VirtualGatewayPortProtocol). */
public enum PortProtocol {
  http,
  http2,
  grpc
}
