// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.GoBuild;
import dev.operators.appmesh.programs.ProgramSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs of an API server, built with Go.
 *
 * @param module the folder with go.mod
 * @param version the release that the module pins, which the programs are to report
 */
record KubeBuild(Path module, KubeVersion version) implements ProgramSource {

  @Override
  public void fill(Path folder) throws IOException {
    var what =
        "kube-apiserver, kubectl and etcd of Kubernetes %s with Go, only this once;"
                .formatted(version)
            + " it takes about 5 minutes on 2 cores";
    new GoBuild(
            "kube",
            what,
            module,
            arguments(
                version,
                "k8s.io/kubernetes/cmd/kube-apiserver",
                "k8s.io/kubernetes/cmd/kubectl",
                "go.etcd.io/etcd/server/v3"))
        .fill(folder);
    // Go names a program after the last element of its package path that is not a version.
    Files.move(folder.resolve("server"), folder.resolve("etcd"));
  }

  /** Arguments of {@code go build} for these packages, whose programs report this version. */
  static List<String> arguments(KubeVersion version, String... packages) {
    var stamp = "-X k8s.io/component-base/version.git";
    var flags =
        "-s -w %sVersion=v%s %sMajor=%s %sMinor=%s"
            .formatted(stamp, version, stamp, version.major(), stamp, version.minor());
    return Stream.concat(Stream.of("-ldflags", flags), Stream.of(packages)).toList();
  }
}
