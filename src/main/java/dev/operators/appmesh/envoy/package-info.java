// SPDX-License-Identifier: Apache-2.0
/** Envoy's configuration as trees: of a mesh's gateway, and the parts that exports have, too. */
@NullMarked
package dev.operators.appmesh.envoy;

import org.jspecify.annotations.NullMarked;
