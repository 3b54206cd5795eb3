// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.Progress;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A whole small cluster in a container: what a lone API server lacks (namespace deletion, garbage
 * collection) works there.
 *
 * @param container its container
 */
record K3sServer(K3sContainer container) implements KubeServer {

  private static final String IMAGE = System.getProperty("k3s.image", "rancher/k3s:v1.34.1-k3s1");

  static K3sServer start() {
    Progress.say("kube", "starting " + IMAGE);
    var container = new K3sContainer(DockerImageName.parse(IMAGE));
    container.start();
    return new K3sServer(container);
  }

  @Override
  public String kubeconfig() {
    return container.getKubeConfigYaml();
  }

  @Override
  public void close() {
    container.stop();
  }
}
