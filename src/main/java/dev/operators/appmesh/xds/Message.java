// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import com.google.protobuf.Any;
import java.util.Set;

/**
 * A resource as it is sent.
 *
 * @param content the message
 * @param hash of the content: equal for equal ones, whichever process computes it
 * @param clusters names of the clusters to which it sends traffic
 */
record Message(Any content, String hash, Set<String> clusters) {}
