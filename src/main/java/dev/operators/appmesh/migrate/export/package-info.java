// SPDX-License-Identifier: Apache-2.0
/** What all exports of a virtual gateway share: the gateway, its backends, the findings. */
@NullMarked
package dev.operators.appmesh.migrate.export;

import org.jspecify.annotations.NullMarked;
