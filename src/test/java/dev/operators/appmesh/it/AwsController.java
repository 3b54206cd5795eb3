// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.kube.TestCluster;
import java.nio.file.Path;
import java.util.List;

/**
 * What AWS's own controller is in a cluster: the kinds of its resources and, where asked for, its
 * Deployment and its webhooks, which nobody answers. Closing takes all of it away.
 */
final class AwsController implements AutoCloseable {

  static final String VIRTUAL_GATEWAYS = "virtualgateways.appmesh.k8s.aws";

  private static final Path FOLDER = Path.of("src/test/resources/convert/controller");
  private static final String DEFINITIONS = FOLDER.resolve("definitions.yaml").toString();
  private static final String INSTALLATION = FOLDER.resolve("installation.yaml").toString();

  private final TestCluster cluster;

  private AwsController(TestCluster cluster) {
    this.cluster = cluster;
  }

  /** The kinds alone. */
  static AwsController define(TestCluster cluster) {
    var controller = new AwsController(cluster);
    cluster.kubectl().run("apply", "-f", DEFINITIONS).orThrow();
    cluster
        .kubectl()
        .run("wait", "--for=condition=Established", "--timeout=60s", "-f", DEFINITIONS)
        .orThrow();
    return controller;
  }

  /** Its Deployment and its webhooks; from now on nobody can change its VirtualGateways. */
  void installAndFail() {
    cluster.kubectl().run("apply", "-f", INSTALLATION).orThrow();
  }

  /** The file with the rights of whoever converts. */
  static String reader() {
    return FOLDER.resolve("reader.yaml").toString();
  }

  @Override
  public void close() {
    cluster.kubectl().run("delete", "--ignore-not-found", "-f", INSTALLATION).orThrow();
    var gateways =
        cluster.client().genericKubernetesResources("appmesh.k8s.aws/v1beta2", "VirtualGateway");
    for (var left : gateways.inAnyNamespace().list().getItems()) {
      left.getMetadata().setFinalizers(List.of());
      cluster.client().resource(left).update();
    }
    cluster.kubectl().run("delete", "--timeout=60s", "-f", DEFINITIONS).orThrow();
  }
}
