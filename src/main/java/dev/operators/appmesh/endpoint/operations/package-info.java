// SPDX-License-Identifier: Apache-2.0
/** Implements the operations of the API. */
@NullMarked
package dev.operators.appmesh.endpoint.operations;

import org.jspecify.annotations.NullMarked;
