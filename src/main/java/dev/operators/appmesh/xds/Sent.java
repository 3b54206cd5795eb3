// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.util.SequencedMap;

/**
 * A response.
 *
 * @param type of all its resources
 * @param nonce tells it from the others of its type on the stream
 * @param version hash of its resources
 * @param resources by their names
 */
record Sent(
    ResourceType type, String nonce, String version, SequencedMap<String, Message> resources) {}
