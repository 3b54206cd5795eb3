// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

/** A running Kubernetes API server. */
sealed interface KubeServer extends AutoCloseable permits LocalServer, K3sServer, NodeServer {

  /** How an administrator reaches it. */
  String kubeconfig();

  @Override
  void close();
}
