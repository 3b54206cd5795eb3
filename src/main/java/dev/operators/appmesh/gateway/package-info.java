// SPDX-License-Identifier: Apache-2.0
/** What the domain asks of a mesh service, and how it can fail. */
@NullMarked
package dev.operators.appmesh.gateway;

import org.jspecify.annotations.NullMarked;
