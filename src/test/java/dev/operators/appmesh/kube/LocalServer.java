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

  /** How often kube-api-test may choose a port that another process takes before its use. */
  private static final int PORT_CHOICES = 3;

  /**
   * Starts both. kube-api-test looks for free ports and uses them a moment later, so another
   * process can have one of them by then; that alone is a reason to choose again.
   */
  static LocalServer start(KubeBinaries binaries, Path folder) throws IOException {
    Progress.say("kube", "starting kube-apiserver and etcd of Kubernetes " + binaries.version());
    for (int choice = 1; ; choice++) {
      var run = Files.createDirectory(folder.resolve("run-" + choice));
      try {
        return startOnce(binaries, run, AuditLog.in(folder));
      } catch (KubeAPITestException e) {
        var said = output(run);
        if (choice == PORT_CHOICES || !said.contains("address already in use")) {
          throw new KubeAPITestException("kube-apiserver and etcd did not start:\n" + said, e);
        }
        Progress.say("kube", "another process has taken a port, choosing others");
      }
    }
  }

  /** The last lines that the two have printed. */
  private static String output(Path run) throws IOException {
    var said = new StringBuilder();
    for (var program : List.of("etcd", "kube-apiserver")) {
      var log = run.resolve(program + ".log");
      if (Files.exists(log)) {
        var lines = Files.readAllLines(log);
        lines
            .subList(Math.max(0, lines.size() - 20), lines.size())
            .forEach(line -> said.append(line).append('\n'));
      }
    }
    return said.toString();
  }

  private static LocalServer startOnce(KubeBinaries binaries, Path folder, AuditLog audit)
      throws IOException {
    prepare(binaries, folder);
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
    Files.createSymbolicLink(programs.resolve("kubectl"), binaries.folder().resolve("kubectl"));
    writeScript(
        programs.resolve("kube-apiserver"),
        """
        #!/bin/sh
        exec '%s' "$@" > '%s/kube-apiserver.log' 2>&1
        """
            .formatted(binaries.folder().resolve("kube-apiserver"), folder));
    writeScript(programs.resolve("etcd"), etcdScript(binaries.folder().resolve("etcd"), folder));
  }

  private static void writeScript(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
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
    exec '%s' "$@" --unsafe-no-fsync --data-dir '%s/etcd' --wal-dir '%s/wal' > '%s/etcd.log' 2>&1
    """
        .formatted(program, folder, folder, folder);
  }
}
