// SPDX-License-Identifier: Apache-2.0
/** The operator on a real API server, with the real SDK, against the endpoint. */
@NullMarked
package dev.operators.appmesh.it;

import org.jspecify.annotations.NullMarked;
