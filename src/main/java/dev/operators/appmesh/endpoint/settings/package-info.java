// SPDX-License-Identifier: Apache-2.0
/** The settings of an endpoint. */
@NullMarked
package dev.operators.appmesh.endpoint.settings;

import org.jspecify.annotations.NullMarked;
