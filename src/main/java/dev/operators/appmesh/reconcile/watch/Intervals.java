// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import java.time.Duration;

/**
 * How often we look, and how long we wait.
 *
 * @param fullResync how often a resource is compared with App Mesh although nothing happened
 * @param drift how often each mesh is listed to find what others changed
 * @param retiredAfter how long nobody answers before every resource is told
 */
public record Intervals(Duration fullResync, Duration drift, Duration retiredAfter) {}
