// SPDX-License-Identifier: Apache-2.0
/** The plan command: checks manifests offline and compares them with live gateways. */
@NullMarked
package dev.operators.appmesh.preview;

import org.jspecify.annotations.NullMarked;
