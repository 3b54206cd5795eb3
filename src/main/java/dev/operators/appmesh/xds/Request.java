// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an Envoy asks or answers.
 *
 * @param type the type of resources
 * @param version the last version that it accepted; empty for none
 * @param nonce of the response that it answers; empty if it has got none on this stream
 * @param names of the resources that it wants; of no account where it gets all
 * @param error why it rejects the response, in its own words; null if it accepts it
 */
record Request(
    ResourceType type, String version, String nonce, Set<String> names, @Nullable String error) {}
