// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.drift;

import dev.operators.appmesh.model.ListedGateway;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as we last saw it.
 *
 * @param <K> what the resource is called where it comes from
 * @param resource whose gateway it is
 * @param meshName name of its mesh
 * @param meshOwner account that owns the mesh; null is our own
 * @param gateway what a list should show
 * @param since when we saw it so; a list that was asked for earlier proves nothing
 */
public record Expectation<K>(
    K resource,
    String meshName,
    @Nullable String meshOwner,
    ListedGateway gateway,
    Instant since) {}
