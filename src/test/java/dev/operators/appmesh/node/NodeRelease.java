// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.node;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.operators.appmesh.Patience;
import dev.operators.appmesh.chart.Chart;
import dev.operators.appmesh.envoy.CertificateAuthority;
import dev.operators.appmesh.fixture.ApiMesh;
import dev.operators.appmesh.fixture.ChartRelease;
import dev.operators.appmesh.image.ImageBuild;
import dev.operators.appmesh.kube.NodePrograms;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.TempFolder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/**
 * A cluster that runs pods, and the chart in it as Helm installs it: the endpoint, two operators,
 * and two Envoys of a gateway {@code ingress}, behind which there are {@code blue} and {@code
 * green}.
 *
 * @param cluster where it is
 * @param folder for its files
 * @param authority signed the endpoint's certificate
 * @param helm the program
 */
record NodeRelease(
    TestCluster cluster, TempFolder folder, CertificateAuthority authority, Path helm)
    implements AutoCloseable {

  static final String NAMESPACE = "appmesh-system";

  private static final String VALUES =
      """
      image: {repository: %s, tag: %s}
      replicaCount: 2
      crds: {enabled: true}
      podDisruptionBudget: {enabled: true}
      envoys: {drainSeconds: 5}
      """
          .formatted(ImageBuild.REPOSITORY, ImageBuild.TAG);

  private static final String HOST = ChartRelease.ENDPOINT + '.' + NAMESPACE + ".svc";

  /**
   * Starts a cluster with all that the chart needs, and installs nothing. The test is skipped where
   * the machine cannot run one.
   */
  static NodeRelease prepare() throws Exception {
    var missing = NodePrograms.missing();
    assumeTrue(
        missing.isEmpty(),
        () -> "no node was started, since this is missing: " + String.join(", ", missing));
    var helm = NodePrograms.find().helm();
    var images = NodeImages.shared();
    var folder = TempFolder.createIn(Path.of("target").toAbsolutePath(), "node-");
    var authority =
        CertificateAuthority.in(folder.path().resolve("ca"))
            .sign("endpoint", "dns:" + HOST + ",dns:localhost");
    var release = new NodeRelease(TestCluster.startBare(), folder, authority, helm);
    try {
      release.fill(images);
      return release;
    } catch (Exception e) {
      release.close();
      throw e;
    }
  }

  private void fill(NodeImages images) throws Exception {
    for (var image : images.tars()) {
      cluster.load(image);
    }
    kubectl("create", "namespace", NAMESPACE);
    cluster.client().resource(certificates()).create();
    apply(persistentVolume(Files.createDirectory(volume())));
    kubectl("apply", "--filename=src/test/resources/node/colors.yaml");
  }

  /** Storage that belongs to the node, since nothing provisions any. */
  private static String persistentVolume(Path folder) {
    return """
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: endpoint}
    spec:
      capacity: {storage: 1Gi}
      accessModes: [ReadWriteOnce]
      local: {path: %s}
      nodeAffinity:
        required:
          nodeSelectorTerms:
          - matchExpressions: [{key: kubernetes.io/os, operator: In, values: [linux]}]
    """
        .formatted(folder);
  }

  private Secret certificates() throws Exception {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName("endpoint-tls")
        .endMetadata()
        .addToData("tls.crt", base64(authority.chain("endpoint")))
        .addToData("tls.key", base64(authority.key("endpoint")))
        .addToData("ca.crt", base64(authority.certificate()))
        .addToData("truststore.p12", base64(authority.trustStore()))
        .build();
  }

  private static String base64(Path file) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }

  /** The folder of this machine that is the endpoint's volume. */
  Path volume() {
    return folder.path().resolve("volume");
  }

  /** Applies manifests as an administrator. */
  void apply(String manifests) {
    cluster.kubectl().runWithInput(manifests, "apply", "-f", "-").orThrow();
  }

  /** Runs kubectl as an administrator. */
  String kubectl(String... arguments) {
    return cluster.kubectl().run(arguments).orThrow();
  }

  /**
   * Installs the chart, and has requests go to blue. The Envoys are ready once there is the
   * gateway, which is applied as soon as the cluster knows the kind.
   *
   * @param values more of them
   */
  void install(String values) throws Exception {
    var gateway =
        Thread.startVirtualThread(
            () ->
                Awaitility.await("the gateway")
                    .ignoreExceptions()
                    .until(
                        () -> kubectl("apply", "--filename=src/test/resources/node/gateway.yaml"),
                        applied -> true));
    deploy("install", values);
    gateway.join();
    change(
        mesh -> {
          mesh.node("blue", "blue.default.svc.cluster.local", 8080);
          mesh.node("green", "green.default.svc.cluster.local", 8080);
          mesh.createColors(Map.of("blue", 100, "green", 0));
          mesh.expose("ingress");
        });
  }

  /** Installs or upgrades with more values; Helm waits until all is ready. */
  void deploy(String action, String values) throws IOException {
    var files = new ArrayList<String>();
    for (var content : List.of(Chart.ENVOYS, VALUES, values)) {
      var file = Files.createTempFile(folder.path(), "values-", ".yaml");
      files.add(Files.writeString(file, content).toString());
    }
    helm(
        action,
        ChartRelease.NAME,
        Chart.PATH.toString(),
        "--values=" + String.join(",", files),
        "--wait",
        "--timeout=" + Patience.PATIENCE.toSeconds() + "s");
  }

  /** Runs Helm to its end, and answers what it printed. */
  String helm(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(helm.toString()));
    command.addAll(List.of(arguments));
    command.add("--namespace=" + NAMESPACE);
    var builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
    builder.environment().put("HELM_CACHE_HOME", folder.path().resolve("helm").toString());
    try {
      return Commands.run(builder);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + state(), e);
    }
  }

  /** The pods, and what Kubernetes says of them. */
  private String state() {
    var kubectl = cluster.kubectl();
    return Stream.of("pods,pv,pvc", "events")
        .map(kinds -> kubectl.run("get", kinds, "--all-namespaces", "-o=wide").out())
        .collect(Collectors.joining("\n"));
  }

  /** Changes the mesh by the endpoint's API, as somebody outside of the cluster would. */
  void change(Consumer<ApiMesh> change) throws Exception {
    var trust = authority.trustManagers();
    var service =
        cluster.client().services().inNamespace(NAMESPACE).withName(ChartRelease.ENDPOINT);
    try (var way = service.portForward(8585);
        var mesh =
            new ApiMesh(
                AppMeshClient.builder()
                    .endpointOverride(URI.create("https://localhost:" + way.getLocalPort()))
                    .region(Region.US_WEST_2)
                    .credentialsProvider(
                        StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(
                                "LOCALKEY0123456789AB", "only-for-tests-of-the-chart")))
                    .httpClientBuilder(
                        ApacheHttpClient.builder().tlsTrustManagersProvider(() -> trust))
                    .build())) {
      change.accept(mesh);
    }
  }

  /** Its pods of this component (operator, endpoint or envoy) that are not about to end. */
  List<Pod> pods(String component) {
    return cluster
        .client()
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/component", component)
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** The name of the pod whose operator leads; empty while none does. */
  Optional<String> leader() {
    var lease =
        cluster.client().leases().inNamespace(NAMESPACE).withName(ChartRelease.OPERATOR).get();
    return Optional.ofNullable(lease.getSpec().getHolderIdentity())
        .filter(it -> !it.isEmpty())
        .map(it -> it.replaceFirst("_.*", ""));
  }

  @Override
  public void close() {
    try (folder) {
      cluster.close();
    }
  }
}
