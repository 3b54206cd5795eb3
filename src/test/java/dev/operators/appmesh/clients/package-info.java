// SPDX-License-Identifier: Apache-2.0
/** AWS's own clients, unmodified, against the endpoint: one table of cases for all of them. */
@NullMarked
package dev.operators.appmesh.clients;

import org.jspecify.annotations.NullMarked;
