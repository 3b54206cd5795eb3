// SPDX-License-Identifier: Apache-2.0
/** Image and chart in the pods of a real node. */
@NullMarked
package dev.operators.appmesh.node;

import org.jspecify.annotations.NullMarked;
