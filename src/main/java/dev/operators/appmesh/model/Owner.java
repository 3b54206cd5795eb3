// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

/**
 * Who a gateway belongs to. A resource that is restored from a backup has a new UID but the same
 * owner, so it finds its gateway again.
 *
 * @param cluster id of the cluster
 * @param namespace namespace of the resource
 * @param name name of the resource
 */
public record Owner(String cluster, String namespace, String name) {

  /** {@code namespace/name}, as annotations spell an owner of the same cluster. */
  public String inCluster() {
    return namespace + "/" + name;
  }

  /** {@code cluster/namespace/name}, as conditions and annotations spell an owner. */
  @Override
  public String toString() {
    return cluster + "/" + namespace + "/" + name;
  }
}
