// SPDX-License-Identifier: Apache-2.0
/** The words of the API: operations, calls, answers, errors, names and ARNs. */
@NullMarked
package dev.operators.appmesh.endpoint.protocol;

import org.jspecify.annotations.NullMarked;
