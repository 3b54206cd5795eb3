// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.time.Instant;

/**
 * A time in which the mesh service cannot be reached.
 *
 * @param since when that was first noticed
 * @param reason how the outage was detected; does not change while it lasts
 */
public record Outage(Instant since, String reason) {}
