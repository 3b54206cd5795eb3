// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

/**
 * A request for an object or a list of them, as the API server has logged it.
 *
 * @param verb as RBAC calls it
 * @param group API group; empty for the core
 * @param resource plural name, with its subresource as RBAC writes it: {@code pods/status}
 * @param namespace empty for what is asked of all namespaces, or for what has none
 * @param name empty for a list
 * @param query of its URL, such as {@code limit=500}; empty for none
 * @param allowed whether the caller had the right to it
 */
public record AuditedRequest(
    String verb,
    String group,
    String resource,
    String namespace,
    String name,
    String query,
    boolean allowed) {}
