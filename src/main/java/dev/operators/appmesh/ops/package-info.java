// SPDX-License-Identifier: Apache-2.0
/** Wiring, settings, health and metrics. */
@NullMarked
package dev.operators.appmesh.ops;

import org.jspecify.annotations.NullMarked;
