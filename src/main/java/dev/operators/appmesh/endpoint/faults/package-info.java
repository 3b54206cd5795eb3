// SPDX-License-Identifier: Apache-2.0
/** What the endpoint does wrong on purpose. */
@NullMarked
package dev.operators.appmesh.endpoint.faults;

import org.jspecify.annotations.NullMarked;
