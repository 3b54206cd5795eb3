// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import org.jspecify.annotations.Nullable;

/**
 * One member of a spec that is not as desired.
 *
 * @param path where, as {@code kubectl explain} spells it: {@code listeners[0].portMapping.port}
 * @param desired the value in the resource as JSON; null where the resource leaves it out
 * @param actual the value at App Mesh as JSON; null where App Mesh has none
 */
public record Difference(String path, @Nullable String desired, @Nullable String actual) {}
