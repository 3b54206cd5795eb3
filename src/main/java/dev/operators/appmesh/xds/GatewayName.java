// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

/**
 * A virtual gateway of the endpoint's account.
 *
 * @param mesh its mesh
 * @param gateway its own name
 */
public record GatewayName(String mesh, String gateway) {

  /** Such as {@code mesh/apps/virtualGateway/ingress}, the short form of an Envoy's node id. */
  @Override
  public String toString() {
    return "mesh/" + mesh + "/virtualGateway/" + gateway;
  }
}
