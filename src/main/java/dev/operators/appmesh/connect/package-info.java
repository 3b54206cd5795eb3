// SPDX-License-Identifier: Apache-2.0
/** By which connection a resource's gateway is reached, and whether its namespace may use it. */
@NullMarked
package dev.operators.appmesh.connect;

import org.jspecify.annotations.NullMarked;
