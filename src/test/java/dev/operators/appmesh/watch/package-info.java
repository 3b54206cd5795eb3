// SPDX-License-Identifier: Apache-2.0
/** Alerts and dashboard, checked by Prometheus itself. */
@NullMarked
package dev.operators.appmesh.watch;

import org.jspecify.annotations.NullMarked;
