// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.GoBuild;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs of a node, and of what a whole cluster has beside its API server. They are built
 * with Go, but for those that Linux has.
 *
 * @param api of the API server
 * @param kubernetes folder with the rest of Kubernetes' own
 * @param others folder with containerd, CoreDNS, Helm and {@code probe}, which pods of tests run
 */
public record NodePrograms(KubeBinaries api, Path kubernetes, Path others) {

  private static final Path CNI = Path.of("/usr/lib/cni/bridge");

  /** What this machine lacks to run a node, for people to read; empty if nothing. */
  public static List<String> missing() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return List.of("Linux");
    }
    var missing = new ArrayList<String>();
    if (!System.getProperty("user.name").equals("root")) {
      missing.add("root");
    }
    Stream.of("go", "ip", "iptables", "nft", "nsenter", "openssl", "runc", "unshare")
        .filter(program -> !isOnPath(program))
        .forEach(missing::add);
    if (!Files.isExecutable(CNI)) {
      missing.add(CNI + " (Debian: containernetworking-plugins)");
    }
    return missing;
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Finds them or builds them, which takes minutes the first time; tells so on the console. */
  public static NodePrograms find() throws Exception {
    var api = KubeBinaries.find();
    var version = KubeVersion.pinned(KubeBinaries.MODULE);
    var kubernetes =
        new GoBuild(
            "node",
            "kubelet, kube-proxy, scheduler and controllers of Kubernetes %s with Go, only this once; it takes about 5 minutes on 2 cores"
                .formatted(version),
            KubeBinaries.MODULE,
            KubeBuild.arguments(
                version,
                "k8s.io/kubernetes/cmd/kube-controller-manager",
                "k8s.io/kubernetes/cmd/kube-proxy",
                "k8s.io/kubernetes/cmd/kube-scheduler",
                "k8s.io/kubernetes/cmd/kubelet"));
    var others =
        new GoBuild(
            "node",
            "containerd, CoreDNS and Helm with Go, only this once; it takes about 4 minutes on 2"
                + " cores",
            Path.of("src", "test", "node"),
            List.of(
                "-ldflags",
                "-s -w",
                "./coredns",
                "./probe",
                "github.com/containerd/containerd/v2/cmd/containerd",
                "github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2",
                "github.com/containerd/containerd/v2/cmd/ctr",
                "helm.sh/helm/v3/cmd/helm"));
    return new NodePrograms(api, kubernetes.find(), others.find());
  }

  /** The folders with all of them. */
  List<Path> folders() {
    return List.of(api.folder(), kubernetes, others);
  }

  /** The package manager. */
  public Path helm() {
    return others.resolve("helm");
  }

  /** What pods of tests run. */
  Path probe() {
    return others.resolve("probe");
  }
}
