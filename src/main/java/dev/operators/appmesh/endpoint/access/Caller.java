// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

/**
 * The sender of a call.
 *
 * @param name id of the access key
 * @param readOnly whether only read operations are permitted
 */
public record Caller(String name, boolean readOnly) {}
