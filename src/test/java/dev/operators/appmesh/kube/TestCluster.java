// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.Progress;
import dev.operators.appmesh.programs.TempFolder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;

/**
 * A real Kubernetes API server with the project's custom resource and RBAC applied. By default it
 * is kube-apiserver and etcd alone: nothing deletes namespaces or collects garbage there. With
 * {@code -Dcluster=k3s} it is a whole cluster in a container, with {@code -Dcluster=node} one of
 * processes of this machine.
 */
public final class TestCluster implements AutoCloseable {

  private final TempFolder folder;
  private final KubeServer server;
  private final Path kubeconfig;
  private final KubernetesClient client;
  private final Kubectl kubectl;
  private boolean closed;

  private TestCluster(TempFolder folder, KubeServer server, Path kubectlProgram)
      throws IOException {
    this.folder = folder;
    this.server = server;
    this.kubeconfig = secret("kubeconfig", server.kubeconfig());
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
    this.kubectl = new Kubectl(kubectlProgram, kubeconfig, folder.path().resolve("kubectl-cache"));
  }

  /** The one cluster of this process, started at the first call and stopped when the JVM ends. */
  public static TestCluster shared() {
    return Shared.CLUSTER;
  }

  /** A cluster of one's own; it is stopped by {@link #close()}, at the latest when the JVM ends. */
  public static TestCluster start() {
    var cluster = startBare();
    try {
      new ShippedManifests(cluster.kubectl).apply();
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** A cluster of one's own that knows nothing of the project. */
  public static TestCluster startBare() {
    var cluster = startWithoutManifests(KubeBinaries.find());
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    return cluster;
  }

  private static TestCluster startWithoutManifests(KubeBinaries binaries) {
    try {
      var folder = TempFolder.create("appmesh-cluster-");
      try {
        var server = startServer(binaries, folder.path());
        return new TestCluster(folder, server, binaries.kubectl());
      } catch (IOException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KubeServer startServer(KubeBinaries binaries, Path folder) throws IOException {
    return switch (System.getProperty("cluster", "local")) {
      case "k3s" -> K3sServer.start();
      case "node" -> NodeServer.start(folder);
      default -> LocalServer.start(binaries, folder);
    };
  }

  /** The kubeconfig file of an administrator. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** A client as administrator. */
  public KubernetesClient client() {
    return client;
  }

  /** kubectl as administrator. */
  public Kubectl kubectl() {
    return kubectl;
  }

  /** A kubeconfig file with what the operator may do, and a token that is valid for a day. */
  public Path operatorKubeconfig() {
    return kubeconfig(OperatorServiceAccount.SHIPPED);
  }

  /** The same for another service account. */
  public Path kubeconfig(String namespace, String serviceAccount) {
    return kubeconfig(new OperatorServiceAccount(namespace, serviceAccount));
  }

  private Path kubeconfig(OperatorServiceAccount login) {
    try {
      return secret("operator-kubeconfig", login.kubeconfig(client));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lets the pods of a node use an image.
   *
   * @param tar as {@code docker save} would write it, or of an OCI image layout
   */
  public void load(Path tar) throws IOException {
    if (!(server instanceof NodeServer node)) {
      throw new IllegalStateException("only -Dcluster=node runs pods of local images");
    }
    node.load(tar);
  }

  /** Creates a namespace that no other test has. */
  public String newNamespace(String prefix) {
    var name = prefix + '-' + UUID.randomUUID().toString().substring(0, 8);
    var namespace = new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
    client.resource(namespace).create();
    return name;
  }

  /** The metrics page of the API server. */
  public String metrics() {
    return client.raw("/metrics");
  }

  /**
   * How many requests the API server has answered since its start.
   *
   * @param verbs a regular expression as in {@code POST|PUT|PATCH|APPLY}: server-side apply is
   *     APPLY, other patches are PATCH; a WATCH counts when it ends
   * @param resource the plural name
   * @param subresource empty for the resource itself
   */
  public double requests(String verbs, String resource, String subresource) {
    return new ApiRequests(metrics()).count(verbs, resource, subresource);
  }

  /** What a service account has asked the API server for until now; not on k3s. */
  public List<AuditedRequest> audit(String namespace, String serviceAccount) {
    return AuditLog.in(folder.path()).of(namespace, serviceAccount);
  }

  /** Stops it; whoever comes second waits until it is stopped. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try (folder;
          server;
          client) {
        Progress.say("kube", "stopping the API server");
      }
    }
  }

  private Path secret(String prefix, String content) throws IOException {
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var file = Files.createTempFile(folder.path(), prefix + '-', ".yaml", onlyOwner);
    return Files.writeString(file, content);
  }

  /** Where the start fails it is not tried again for each test. */
  private static final class Shared {
    static final TestCluster CLUSTER = start();
  }
}
