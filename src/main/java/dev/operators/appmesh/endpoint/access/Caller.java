// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

/**
 * Who calls.
 *
 * @param name id of the access key
 * @param readOnly whether only reading is permitted
 */
public record Caller(String name, boolean readOnly) {}
