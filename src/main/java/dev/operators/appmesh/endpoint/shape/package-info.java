// SPDX-License-Identifier: Apache-2.0
/** The members of the API's specs with their bounds. */
@NullMarked
package dev.operators.appmesh.endpoint.shape;

import org.jspecify.annotations.NullMarked;
