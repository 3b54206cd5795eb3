// SPDX-License-Identifier: Apache-2.0
/** The protocol of the API: operations, calls, responses, errors, names and ARNs. */
@NullMarked
package dev.operators.appmesh.endpoint.protocol;

import org.jspecify.annotations.NullMarked;
