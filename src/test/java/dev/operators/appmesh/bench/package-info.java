// SPDX-License-Identifier: Apache-2.0
/** How fast endpoint and operator are, as they are shipped, and how much memory they take. */
@NullMarked
package dev.operators.appmesh.bench;

import org.jspecify.annotations.NullMarked;
