// SPDX-License-Identifier: Apache-2.0
/** The Helm chart, rendered and checked by Helm itself. */
@NullMarked
package dev.operators.appmesh.chart;

import org.jspecify.annotations.NullMarked;
