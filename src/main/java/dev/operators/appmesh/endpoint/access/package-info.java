// SPDX-License-Identifier: Apache-2.0
/** Who calls, and what they may do: Signature Version 4 and access keys. */
@NullMarked
package dev.operators.appmesh.endpoint.access;

import org.jspecify.annotations.NullMarked;
