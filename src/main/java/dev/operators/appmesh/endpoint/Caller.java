// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

/**
 * Who calls.
 *
 * @param name id of the access key
 * @param readOnly whether only reading is permitted
 */
record Caller(String name, boolean readOnly) {}
