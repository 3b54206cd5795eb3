// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.util.SequencedMap;

/**
 * The messages of one configuration, by their names.
 *
 * @param clusters all clusters
 * @param endpoints the endpoints of those clusters that have them by discovery
 * @param secrets the files of certificates that listeners and clusters have by discovery
 * @param listeners all listeners
 * @param routes the route configurations of the listeners, first those that others send to
 */
record Snapshot(
    SequencedMap<String, Message> clusters,
    SequencedMap<String, Message> endpoints,
    SequencedMap<String, Message> secrets,
    SequencedMap<String, Message> listeners,
    SequencedMap<String, Message> routes) {}
