// SPDX-License-Identifier: Apache-2.0
/** Exported bootstraps in a real Envoy. */
@NullMarked
package dev.operators.appmesh.envoy;

import org.jspecify.annotations.NullMarked;
