// SPDX-License-Identifier: Apache-2.0
/** The rule book: the custom resource's own schema and CEL, evaluated offline. */
@NullMarked
package dev.operators.appmesh.rules;

import org.jspecify.annotations.NullMarked;
