// SPDX-License-Identifier: Apache-2.0
/** How an endpoint is set up. */
@NullMarked
package dev.operators.appmesh.endpoint.settings;

import org.jspecify.annotations.NullMarked;
