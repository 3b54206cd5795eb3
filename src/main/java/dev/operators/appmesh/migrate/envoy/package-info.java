// SPDX-License-Identifier: Apache-2.0
/** A virtual gateway as the static bootstrap of an Envoy. */
@NullMarked
package dev.operators.appmesh.migrate.envoy;

import org.jspecify.annotations.NullMarked;
