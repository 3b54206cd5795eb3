// SPDX-License-Identifier: Apache-2.0
/** The loop: resource, desired, observed, plan, act, outcome, status. */
@NullMarked
package dev.operators.appmesh.reconcile;

import org.jspecify.annotations.NullMarked;
