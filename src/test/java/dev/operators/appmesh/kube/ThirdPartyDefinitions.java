// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.GoModule;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Definitions of custom resources of other projects, as those publish them.
 *
 * @param modules that have them
 */
public record ThirdPartyDefinitions(List<GoModule> modules) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The Gateway API, and Envoy Gateway. */
  public static final ThirdPartyDefinitions GATEWAYS =
      new ThirdPartyDefinitions(
          List.of(
              new GoModule(
                  "sigs.k8s.io/gateway-api",
                  "v1.6.3",
                  "h1:lKpJa5bGlraC/QeACvCpsHLdmO6y0iKfzVl6gzaFEYc=",
                  "config/crd/standard"),
              new GoModule(
                  "github.com/envoyproxy/gateway",
                  "v1.9.1",
                  "h1:vAVp6/AlBXJ1aOhp1mxL7fNEzVEfjADUguUhm2wzxQY=",
                  "charts/gateway-helm/charts/crds/crds/generated")));

  /** Argo CD, and Flux. */
  public static final ThirdPartyDefinitions GITOPS =
      new ThirdPartyDefinitions(
          List.of(
              new GoModule(
                  "github.com/argoproj/argo-cd/v3",
                  "v3.4.13",
                  "h1:kmnF4nE5SQ83OhtdX6DMmLSpH0eRIa1gNYdCLNHqB+A=",
                  "manifests/crds"),
              flux("source-controller", "v1.9.6", "nG534/bI6nVpyHra7ONAk6xDB3xPsVT+EOLHZHXPrrc="),
              flux("helm-controller", "v1.6.0", "jlS5X11SG26gspubB5aLrdVSCm0q0tA4ULsY+vwSkL0="),
              flux(
                  "kustomize-controller",
                  "v1.9.6",
                  "XB+G3A0mky0j5uVHZWv4oSlS2RvZBoNIUhstIvY0JKE=")));

  private static GoModule flux(String name, String version, String sum) {
    return new GoModule("github.com/fluxcd/" + name, version, "h1:" + sum, "config/crd/bases");
  }

  /** Makes a cluster know them. */
  public void apply(TestCluster cluster) throws IOException {
    for (var module : modules) {
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
      // kubectl fails on a definition that is so new that it has no conditions at all.
      Awaitility.await("definitions of " + module.path())
          .atMost(PATIENCE)
          .until(() -> cluster.kubectl().run(wait.toArray(String[]::new)).exitCode() == 0);
    }
  }
}
