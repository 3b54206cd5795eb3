// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.util.SequencedMap;

/**
 * The messages of one configuration, by their names.
 *
 * @param clusters all clusters
 * @param endpoints the endpoints of those clusters that have them by discovery
 * @param listeners all listeners
 * @param routes the route configurations of the listeners
 */
record Snapshot(
    SequencedMap<String, Message> clusters,
    SequencedMap<String, Message> endpoints,
    SequencedMap<String, Message> listeners,
    SequencedMap<String, Message> routes) {}
