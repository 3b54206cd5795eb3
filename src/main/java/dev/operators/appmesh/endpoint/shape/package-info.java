// SPDX-License-Identifier: Apache-2.0
/** The specs of the API as shapes: their members and the bounds of their values. */
@NullMarked
package dev.operators.appmesh.endpoint.shape;

import org.jspecify.annotations.NullMarked;
