// SPDX-License-Identifier: Apache-2.0
/** The endpoint's state in SQLite or PostgreSQL. */
@NullMarked
package dev.operators.appmesh.endpoint.store;

import org.jspecify.annotations.NullMarked;
