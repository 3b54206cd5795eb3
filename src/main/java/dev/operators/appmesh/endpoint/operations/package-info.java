// SPDX-License-Identifier: Apache-2.0
/** What each operation of the API does. */
@NullMarked
package dev.operators.appmesh.endpoint.operations;

import org.jspecify.annotations.NullMarked;
