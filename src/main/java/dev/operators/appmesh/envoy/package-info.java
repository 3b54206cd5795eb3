// SPDX-License-Identifier: Apache-2.0
/** Envoy's configuration of a virtual gateway, as trees. */
@NullMarked
package dev.operators.appmesh.envoy;

import org.jspecify.annotations.NullMarked;
