// SPDX-License-Identifier: Apache-2.0
/** Existing gateways as resources that adopt them. */
@NullMarked
package dev.operators.appmesh.migrate.adopt;

import org.jspecify.annotations.NullMarked;
