// SPDX-License-Identifier: Apache-2.0
/** The control plane, alone and with real Envoys. */
@NullMarked
package dev.operators.appmesh.xds;

import org.jspecify.annotations.NullMarked;
