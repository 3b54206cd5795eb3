// SPDX-License-Identifier: Apache-2.0
/** How fast the endpoint is, as it is shipped, and how much memory it takes. */
@NullMarked
package dev.operators.appmesh.bench;

import org.jspecify.annotations.NullMarked;
