// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.ProgramCache;
import dev.operators.appmesh.programs.Progress;
import io.fabric8.kubeapitest.Utils;
import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of a Kubernetes API server: named by {@code KUBEBUILDER_ASSETS}, kept from an
 * earlier run, downloaded, or built with Go, whichever is there first.
 *
 * @param folder where they are
 * @param version of the API server, as in 1.36.3
 */
public record KubeBinaries(Path folder, String version) {

  static final List<String> PROGRAMS = List.of("kube-apiserver", "etcd", "kubectl");

  static final Path MODULE = Path.of("src", "test", "kube");

  /** Finds them or gets them, which can take minutes the first time; tells so on the console. */
  public static synchronized KubeBinaries find() {
    var assets = System.getenv("KUBEBUILDER_ASSETS");
    if (assets != null && !assets.isBlank()) {
      return in(Path.of(assets));
    }
    try {
      var pinned = KubeVersion.pinned(MODULE);
      return in(
          ProgramCache.ofUser("kube").get(pinned + platform(), folder -> get(pinned, folder)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("No programs of a Kubernetes API server: " + e, e);
    }
  }

  /** The client that comes with them. */
  public Path kubectl() {
    return folder.resolve("kubectl");
  }

  /** As kube-api-test ends the name of a folder: {@code -linux-amd64}. */
  static String platform() {
    return Utils.platformSuffix(new OSInfo());
  }

  private static KubeBinaries in(Path folder) {
    for (var program : PROGRAMS) {
      if (!Files.isExecutable(folder.resolve(program))) {
        throw new IllegalStateException(
            "%s has no program %s; KUBEBUILDER_ASSETS must name a folder with %s"
                .formatted(folder, program, String.join(", ", PROGRAMS)));
      }
    }
    try {
      var process = new ProcessBuilder(folder.resolve("kube-apiserver").toString(), "--version");
      var output = process.redirectErrorStream(true).start().getInputStream().readAllBytes();
      var version = KubeVersion.in(new String(output, StandardCharsets.UTF_8));
      return new KubeBinaries(folder.toAbsolutePath(), version.toString());
    } catch (IOException e) {
      throw new IllegalStateException("Cannot run the kube-apiserver in " + folder, e);
    }
  }

  private static void get(KubeVersion version, Path folder) {
    var reasons = new ArrayList<Exception>();
    for (var source : List.of(new KubeDownload(version), new KubeBuild(MODULE, version))) {
      try {
        source.fill(folder);
        return;
      } catch (Exception e) {
        Progress.say(
            "kube", source.getClass().getSimpleName() + " is not possible: " + e.getMessage());
        reasons.add(e);
      }
    }
    var failure =
        new IllegalStateException(
            """
            No programs of a Kubernetes API server. Do one of these:
            - install Go 1.26 or newer, put it on the PATH and start again;
            - put kube-apiserver, etcd and kubectl of Kubernetes %s into a folder and set \
            KUBEBUILDER_ASSETS to it.
            The download failed: %s
            The build with Go failed: %s\
            """
                .formatted(
                    version, reasons.getFirst().getMessage(), reasons.getLast().getMessage()));
    reasons.forEach(failure::addSuppressed);
    throw failure;
  }
}
