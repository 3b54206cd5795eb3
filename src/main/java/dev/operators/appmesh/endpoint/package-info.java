// SPDX-License-Identifier: Apache-2.0
/** A server with the App Mesh API, and the file format of its state. */
@NullMarked
package dev.operators.appmesh.endpoint;

import org.jspecify.annotations.NullMarked;
