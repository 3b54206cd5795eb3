// SPDX-License-Identifier: Apache-2.0
/** The image: what is in it, and the cache that its JVM starts from. */
@NullMarked
package dev.operators.appmesh.image;

import org.jspecify.annotations.NullMarked;
