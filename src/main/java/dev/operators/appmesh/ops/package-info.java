// SPDX-License-Identifier: Apache-2.0
/** Wiring, settings, health, metrics and lines of the log. */
@NullMarked
package dev.operators.appmesh.ops;

import org.jspecify.annotations.NullMarked;
