// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Who provides a virtual service (API type VirtualServiceSpec). */
record ServiceSpec(@Nullable Provider provider) {

  /** One of these. */
  record Provider(@Nullable Node virtualNode, @Nullable Router virtualRouter) {}

  /** A virtual node. */
  record Node(@JsonProperty(required = true) String virtualNodeName) {}

  /** A virtual router. */
  record Router(@JsonProperty(required = true) String virtualRouterName) {}
}
