// SPDX-License-Identifier: Apache-2.0
/** Faults that the endpoint injects on purpose. */
@NullMarked
package dev.operators.appmesh.endpoint.faults;

import org.jspecify.annotations.NullMarked;
