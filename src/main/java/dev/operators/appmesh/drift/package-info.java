// SPDX-License-Identifier: Apache-2.0
/** The sweep that notices changes made behind our back. */
@NullMarked
package dev.operators.appmesh.drift;

import org.jspecify.annotations.NullMarked;
