// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.time.Instant;

/**
 * A time in which nobody answers at the mesh service.
 *
 * @param since when that was first noticed
 * @param reason how it shows, the same for as long as it lasts
 */
public record Outage(Instant since, String reason) {}
