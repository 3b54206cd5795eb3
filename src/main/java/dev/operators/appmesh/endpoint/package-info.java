// SPDX-License-Identifier: Apache-2.0
/** The App Mesh-compatible server: http, operations, rules, store. */
@NullMarked
package dev.operators.appmesh.endpoint;

import org.jspecify.annotations.NullMarked;
