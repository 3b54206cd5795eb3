// SPDX-License-Identifier: Apache-2.0
/**
 * Converts gateways from other tools to resources of this operator, and resources to other forms.
 */
@NullMarked
package dev.operators.appmesh.migrate;

import org.jspecify.annotations.NullMarked;
