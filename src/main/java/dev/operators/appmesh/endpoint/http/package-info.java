// SPDX-License-Identifier: Apache-2.0
/** Handles HTTP requests: reads calls, executes them, answers and logs them. */
@NullMarked
package dev.operators.appmesh.endpoint.http;

import org.jspecify.annotations.NullMarked;
