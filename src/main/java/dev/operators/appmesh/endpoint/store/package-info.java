// SPDX-License-Identifier: Apache-2.0
/** What the endpoint remembers, in SQLite or PostgreSQL. */
@NullMarked
package dev.operators.appmesh.endpoint.store;

import org.jspecify.annotations.NullMarked;
