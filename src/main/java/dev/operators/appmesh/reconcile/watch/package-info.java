// SPDX-License-Identifier: Apache-2.0
/** What has resources looked at again although nobody has edited them. */
@NullMarked
package dev.operators.appmesh.reconcile.watch;

import org.jspecify.annotations.NullMarked;
