// SPDX-License-Identifier: Apache-2.0
/** What would happen if manifests were applied: checked offline, compared with live gateways. */
@NullMarked
package dev.operators.appmesh.preview;

import org.jspecify.annotations.NullMarked;
