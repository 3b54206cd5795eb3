// SPDX-License-Identifier: Apache-2.0
/** What the process finds around it: proxies, and words for what is broken there. */
@NullMarked
package dev.operators.appmesh.surroundings;

import org.jspecify.annotations.NullMarked;
