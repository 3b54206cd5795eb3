// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.demo;

import dev.operators.appmesh.Main;
import dev.operators.appmesh.fixture.ApiMesh;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.kube.TestJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/** The endpoint as users run it, in a process of its own, which starts while others do. */
final class DemoEndpoint implements AutoCloseable {

  static final String REGION = "us-west-2";

  /** The one that it accepts. */
  static final AwsBasicCredentials KEY = AwsBasicCredentials.create("demo", "demo-secret");

  private final EndpointProcess process;

  /**
   * Starts it and does not wait for it.
   *
   * @param folder for its state
   * @param egressPort that its Envoy needs for itself
   */
  DemoEndpoint(Path folder, int egressPort) throws IOException {
    var keys = folder.resolve("access-keys");
    Files.writeString(keys, "%s %s full".formatted(KEY.accessKeyId(), KEY.secretAccessKey()));
    var jvm =
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
    var command = TestJvm.command(Main.class, jvm);
    command.addAll(
        EndpointProcess.arguments(
            List.of(
                "--mesh=" + ApiMesh.MESH,
                "--region=" + REGION,
                "--data=" + folder.resolve("data"),
                "--access-keys=" + keys,
                "--xds-egress-port=" + egressPort)));
    process = EndpointProcess.of("endpoint", new ProcessBuilder(command));
  }

  /** Where it serves the API, once it does. */
  URI uri() {
    return process.awaitServing();
  }

  /** Where it serves Envoys, once it does. */
  String xds() {
    return process.awaitServingEnvoys();
  }

  /** Where it says who is connected, once it does. */
  URI envoys() {
    return process.awaitStarted().resolve("/envoys");
  }

  /** Calls it; to be closed. */
  AppMeshClient sdk() {
    return AppMeshClient.builder()
        .endpointOverride(uri())
        .region(Region.of(REGION))
        .credentialsProvider(StaticCredentialsProvider.create(KEY))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  @Override
  public void close() {
    process.close();
  }
}
