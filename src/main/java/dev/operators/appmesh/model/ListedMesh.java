// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

/**
 * What a list shows of a mesh (API type MeshRef).
 *
 * @param name its name
 * @param owner 12-digit account that owns it; another than the caller's own if it is shared
 */
public record ListedMesh(String name, String owner) {}
