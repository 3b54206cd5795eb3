// SPDX-License-Identifier: Apache-2.0
/** What is wanted, what was observed, and what is to be done: pure decisions. */
@NullMarked
package dev.operators.appmesh.reconcile.plan;

import org.jspecify.annotations.NullMarked;
