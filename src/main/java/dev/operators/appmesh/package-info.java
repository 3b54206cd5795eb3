// SPDX-License-Identifier: Apache-2.0
/** The program: one jar, several commands. */
@NullMarked
package dev.operators.appmesh;

import org.jspecify.annotations.NullMarked;
