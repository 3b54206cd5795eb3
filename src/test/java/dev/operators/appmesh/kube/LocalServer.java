// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.Progress;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * kube-apiserver and etcd as processes of this machine. All that they write is in one folder.
 *
 * @param server starts and stops the two
 * @param folder of this run
 */
record LocalServer(KubeAPIServer server, Path folder) implements KubeServer {

  private static final Logger log = LoggerFactory.getLogger(LocalServer.class);

  private static final int STARTUP_MILLIS = 120_000;

  static LocalServer start(KubeBinaries binaries, Path folder) throws IOException {
    Progress.say("kube", "starting kube-apiserver and etcd of Kubernetes " + binaries.version());
    prepare(binaries, folder);
    var audit = AuditLog.in(folder);
    var config =
        KubeAPIServerConfigBuilder.anAPIServerConfig()
            .withTestDir(folder.toString())
            .withApiServerVersion(binaries.version())
            .withOfflineMode(true)
            .withUpdateKubeConfig(false)
            .withStartupTimeout(STARTUP_MILLIS)
            .withApiServerFlag("--bind-address", "127.0.0.1")
            .withApiServerFlag("--advertise-address", "127.0.0.1")
            .withApiServerFlag("--audit-policy-file", audit.writePolicy().toString())
            .withApiServerFlag("--audit-log-path", audit.file().toString())
            .build();
    var started = new LocalServer(new KubeAPIServer(config), folder);
    try {
      started.server.start();
    } catch (RuntimeException e) {
      started.killProcesses();
      throw e;
    }
    return started;
  }

  @Override
  public String kubeconfig() {
    return server.getKubeConfigYaml();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (KubeAPITestException e) {
      // Ctrl-C reaches the two processes as well; then they are being stopped already.
      log.debug("The API server was stopped by someone else", e);
    } finally {
      killProcesses();
    }
  }

  private void killProcesses() {
    var ours =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains(folder.toString()))
            .toList();
    ours.forEach(ProcessHandle::destroyForcibly);
    ours.forEach(process -> process.onExit().join());
  }

  /** Lays the programs out as kube-api-test expects them. */
  private static void prepare(KubeBinaries binaries, Path folder) throws IOException {
    var programs =
        Files.createDirectories(
            folder.resolve("k8s").resolve(binaries.version() + KubeBinaries.platform()));
    for (var program : List.of("kube-apiserver", "kubectl")) {
      Files.createSymbolicLink(programs.resolve(program), binaries.folder().resolve(program));
    }
    var etcd = programs.resolve("etcd");
    Files.writeString(etcd, etcdScript(binaries.folder().resolve("etcd"), folder));
    Files.setPosixFilePermissions(etcd, PosixFilePermissions.fromString("rwx------"));
  }

  /**
   * kube-api-test opens etcd to the network, syncs each write to disk and puts the data where we
   * cannot remove it; of a flag that is given twice etcd takes the last.
   */
  private static String etcdScript(Path program, Path folder) {
    return """
    #!/bin/sh
    for argument; do
      shift
      set -- "$@" "$(echo "$argument" | sed 's/0\\.0\\.0\\.0/127.0.0.1/')"
    done
    exec '%s' "$@" --unsafe-no-fsync --data-dir '%s/etcd' --wal-dir '%s/wal'
    """
        .formatted(program, folder, folder);
  }
}
