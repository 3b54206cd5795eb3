// SPDX-License-Identifier: Apache-2.0
/** The control plane: serves each virtual gateway's Envoys their configuration, by Envoy's xDS. */
@NullMarked
package dev.operators.appmesh.xds;

import org.jspecify.annotations.NullMarked;
