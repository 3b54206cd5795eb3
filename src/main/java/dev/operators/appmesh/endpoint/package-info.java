// SPDX-License-Identifier: Apache-2.0
/** The App Mesh-compatible server, and its state as a file. */
@NullMarked
package dev.operators.appmesh.endpoint;

import org.jspecify.annotations.NullMarked;
