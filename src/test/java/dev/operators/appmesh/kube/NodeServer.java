// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.LocalImage;
import dev.operators.appmesh.programs.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole cluster of one node, with a real kubelet, in namespaces of its own of this machine. It
 * ends with this process, however that ends.
 *
 * @param script which runs it, and ends with its standard input
 * @param folder of this run
 * @param programs what it is made of
 */
record NodeServer(Process script, Path folder, NodePrograms programs) implements KubeServer {

  private static final String SCRIPT = Path.of("src", "test", "node", "start").toString();

  static NodeServer start(Path parent) throws IOException {
    try {
      return start(NodePrograms.find(), parent.resolve("node"));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static NodeServer start(NodePrograms programs, Path folder) throws IOException {
    Progress.say("node", "starting a node of Kubernetes " + programs.api().version());
    var command = new ArrayList<>(List.of(SCRIPT, folder.toString()));
    programs.folders().forEach(it -> command.add(it.toString()));
    var script = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var server = new NodeServer(script, folder, programs);
    try {
      if (!"ready".equals(script.inputReader().readLine())) {
        throw new IOException("the node did not start; the reason is above");
      }
      server.load(
          new LocalImage(folder.resolve("probe"), Map.of("Entrypoint", List.of("/probe")))
              .with(programs.probe(), "/probe")
              .write("docker.io/local/probe:1"));
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public String kubeconfig() {
    try {
      return Files.readString(folder.resolve("kubeconfig"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets its pods use an image: a tar as {@code docker save} would write it, or an OCI layout. */
  void load(Path image) throws IOException {
    Commands.run(
        programs.others().resolve("ctr").toString(),
        "--address=" + folder.resolve("containerd.sock"),
        "--namespace=k8s.io",
        "images",
        "import",
        image.toString());
  }

  @Override
  public void close() {
    try {
      script.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      script.onExit().join();
    }
  }
}
