// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import org.jspecify.annotations.Nullable;

/** Who provides a virtual service (API type VirtualServiceSpec). */
record ServiceSpec(@Nullable Provider provider) {

  /** One of these. */
  record Provider(@Nullable Node virtualNode, @Nullable Router virtualRouter) {}

  /** A virtual node. */
  record Node(String virtualNodeName) {}

  /** A virtual router. */
  record Router(String virtualRouterName) {}
}
