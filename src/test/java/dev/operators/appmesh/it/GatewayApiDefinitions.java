// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.programs.GoModule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The definitions of the Gateway API and of Envoy Gateway, as they are published. */
final class GatewayApiDefinitions {

  private static final GoModule GATEWAY_API =
      new GoModule(
          "sigs.k8s.io/gateway-api",
          "v1.6.3",
          "h1:lKpJa5bGlraC/QeACvCpsHLdmO6y0iKfzVl6gzaFEYc=",
          "config/crd/standard");

  private static final GoModule ENVOY_GATEWAY =
      new GoModule(
          "github.com/envoyproxy/gateway",
          "v1.9.1",
          "h1:vAVp6/AlBXJ1aOhp1mxL7fNEzVEfjADUguUhm2wzxQY=",
          "charts/gateway-helm/charts/crds/crds/generated");

  private GatewayApiDefinitions() {}

  /** Makes a cluster know them. */
  static void apply(TestCluster cluster) throws IOException {
    for (var module : List.of(GATEWAY_API, ENVOY_GATEWAY)) {
      var arguments = new ArrayList<>(List.of("apply", "--server-side", "--force-conflicts"));
      var wait = new ArrayList<>(List.of("wait", "--for=condition=Established", "--timeout=60s"));
      try (var files = Files.list(module.find())) {
        for (var file : files.sorted().toList()) {
          if (Files.readString(file).contains("kind: CustomResourceDefinition")) {
            arguments.addAll(List.of("-f", file.toString()));
            wait.addAll(List.of("-f", file.toString()));
          }
        }
      }
      cluster.kubectl().run(arguments.toArray(String[]::new)).orThrow();
      cluster.kubectl().run(wait.toArray(String[]::new)).orThrow();
    }
  }
}
