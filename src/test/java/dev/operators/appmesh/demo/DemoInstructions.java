// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.demo;

import dev.operators.appmesh.fixture.ApiMesh;
import dev.operators.appmesh.kube.TestCluster;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to type into another terminal while the demo runs.
 *
 * @param cluster that kubectl is to reach
 * @param endpoint that the AWS CLI is to reach
 * @param gateway where requests go; null if nothing serves them
 */
record DemoInstructions(TestCluster cluster, DemoEndpoint endpoint, @Nullable URI gateway) {

  @Override
  public String toString() {
    return """

    In another terminal:
    %s  export KUBECONFIG=%s
      export AWS_ENDPOINT_URL_APP_MESH=%s
      export AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_DEFAULT_REGION=%s AWS_PAGER=
    %s
    Then try:
      kubectl get vgw
      kubectl patch vgw ingress --type merge -p '{"spec":{"listeners":[{"portMapping":{"port":8080,"protocol":"http2"}}]}}'
      aws appmesh describe-virtual-gateway --mesh-name apps --virtual-gateway-name ingress

    Ctrl-C stops everything.\
    """
        .formatted(
            pathToKubectl(),
            cluster.kubeconfig(),
            endpoint.uri(),
            DemoEndpoint.KEY.accessKeyId(),
            DemoEndpoint.KEY.secretAccessKey(),
            DemoEndpoint.REGION,
            gateway == null ? "" : requests(gateway));
  }

  private String requests(URI uri) {
    return """

    Send a request through the gateway; it answers "blue":
      curl -sSw '\\n' %s

    Shift the weights; a moment later the same curl answers "green":
      aws appmesh update-route --mesh-name %s --virtual-router-name %s --route-name %s --spec '{"httpRoute":{"match":{"prefix":"/"},"action":{"weightedTargets":[{"virtualNode":"blue","weight":0},{"virtualNode":"green","weight":100}]}}}'

    See the Envoy that serves them, and which configuration it has:
      curl %s
    """
        .formatted(uri, ApiMesh.MESH, ApiMesh.ROUTER, ApiMesh.ROUTE, endpoint.envoys());
  }

  private String pathToKubectl() {
    var present =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    return present
        ? ""
        : "  export PATH=\"%s:$PATH\"%n".formatted(cluster.kubectl().program().getParent());
  }
}
