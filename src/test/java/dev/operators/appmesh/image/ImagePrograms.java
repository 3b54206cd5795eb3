// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.image;

import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.OperatorProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs as an image holds them. */
final class ImagePrograms {

  private ImagePrograms() {}

  /** The endpoint, with a mesh {@code apps} and a key that it made, in a folder that is empty. */
  static EndpointProcess endpoint(UnpackedImage image, List<String> jvm, Path data)
      throws IOException {
    var arguments = EndpointProcess.arguments(List.of("--mesh=apps", "--data=" + data));
    return EndpointProcess.of("image-endpoint", image.command(jvm, arguments));
  }

  /** The operator, with the key that is in the endpoint's folder. */
  static OperatorProcess operator(
      UnpackedImage image, List<String> jvm, Path kubeconfig, URI endpoint, Path data)
      throws IOException {
    var arguments = new ArrayList<>(List.of("run", "--aws-region=us-west-2"));
    arguments.addAll(List.of("--aws-endpoint-url=" + endpoint, "--listen=127.0.0.1:0"));
    var key = key(data);
    return OperatorProcess.of(
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
}
