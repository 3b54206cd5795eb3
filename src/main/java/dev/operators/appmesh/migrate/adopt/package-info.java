// SPDX-License-Identifier: Apache-2.0
/** Gateways that exist, as resources that adopt them. */
@NullMarked
package dev.operators.appmesh.migrate.adopt;

import org.jspecify.annotations.NullMarked;
