// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.image;

import dev.operators.appmesh.JarProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program as an image holds it. */
final class ImageProcess extends JarProcess {

  private ImageProcess(String name, ProcessBuilder builder, Map<String, String> environment) {
    super(name, builder, environment);
  }

  /** The endpoint, with a mesh {@code apps} and a key that it made, in a folder that is empty. */
  static ImageProcess endpoint(UnpackedImage image, List<String> jvm, Path data)
      throws IOException {
    var arguments =
        List.of(
            "endpoint",
            "--mesh=apps",
            "--data=" + data,
            "--listen=127.0.0.1:0",
            "--management-listen=127.0.0.1:0");
    return new ImageProcess("image-endpoint", image.command(jvm, arguments), Map.of());
  }

  /** The operator, with the key that is in the endpoint's folder. */
  static ImageProcess operator(
      UnpackedImage image, List<String> jvm, Path kubeconfig, URI endpoint, Path data)
      throws IOException {
    var arguments = new ArrayList<>(List.of("run", "--aws-region=us-west-2"));
    arguments.addAll(List.of("--aws-endpoint-url=" + endpoint, "--listen=127.0.0.1:0"));
    var key = key(data);
    return new ImageProcess(
        "image-operator",
        image.command(jvm, arguments),
        Map.of(
            "KUBECONFIG",
            kubeconfig.toString(),
            "AWS_ACCESS_KEY_ID",
            key.get(0),
            "AWS_SECRET_ACCESS_KEY",
            key.get(1)));
  }

  /** Id and secret of the key that an endpoint has made. */
  static List<String> key(Path data) throws IOException {
    return List.of(Files.readString(data.resolve("access-keys")).split("\\s+"));
  }

  /** Waits until the endpoint serves, and answers where. */
  URI awaitServing() {
    var uri = URI.create(awaitWordAfter("Serving the App Mesh API"));
    awaitStarted();
    return uri;
  }

  /** Waits until it says where health and metrics are. */
  void awaitStarted() {
    awaitWordAfter("health and metrics");
  }
}
