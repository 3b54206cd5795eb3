// SPDX-License-Identifier: Apache-2.0
/** A virtual gateway as a Gateway of the Gateway API, with the policies of Envoy Gateway. */
@NullMarked
package dev.operators.appmesh.migrate.gatewayapi;

import org.jspecify.annotations.NullMarked;
