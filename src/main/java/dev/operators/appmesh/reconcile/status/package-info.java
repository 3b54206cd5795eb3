// SPDX-License-Identifier: Apache-2.0
/** The status of a resource, and the Events that tell of its changes. */
@NullMarked
package dev.operators.appmesh.reconcile.status;

import org.jspecify.annotations.NullMarked;
