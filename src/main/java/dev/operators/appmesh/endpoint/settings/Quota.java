// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.util.Locale;

/** The quotas of App Mesh (AWS documentation: "App Mesh service quotas"). */
public enum Quota {
  MESHES_PER_ACCOUNT(15),
  VIRTUAL_GATEWAYS_PER_MESH(3),
  GATEWAY_ROUTES_PER_VIRTUAL_GATEWAY(10),
  VIRTUAL_NODES_PER_MESH(200),
  BACKENDS_PER_VIRTUAL_NODE(50),
  VIRTUAL_ROUTERS_PER_MESH(200),
  ROUTES_PER_VIRTUAL_ROUTER(50),
  VIRTUAL_SERVICES_PER_MESH(200);

  private final int standard;

  Quota(int standard) {
    this.standard = standard;
  }

  /** The name in a flag, such as {@code virtual-gateways-per-mesh}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** AWS's default, which it raised on request. */
  public int standard() {
    return standard;
  }
}
