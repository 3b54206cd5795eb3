// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import dev.operators.appmesh.programs.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The AWS CLI and boto3, in the versions that {@code src/test/python/requirements.txt} names.
 *
 * @param environment where they are
 */
public record AwsClients(PythonEnvironment environment) {

  static final Path SCRIPTS = Path.of("src", "test", "python");

  private static final Path REQUIREMENTS = SCRIPTS.resolve("requirements.txt");
  private static final String MODEL = "botocore/data/appmesh/2019-01-25/service-2.json.gz";

  /** Finds them or makes them. */
  public static AwsClients find() {
    return new AwsClients(
        PythonEnvironment.find("aws-clients", "the AWS CLI and boto3", REQUIREMENTS));
  }

  /** The command that runs a script of {@link #SCRIPTS}. */
  List<String> script(String name) {
    return List.of(environment.python(), SCRIPTS.resolve(name).toString());
  }

  /** The command {@code aws}. */
  public List<String> aws() {
    return List.of(
        environment.python(), environment.folder().resolve("bin").resolve("aws").toString());
  }

  /** The API's model that these clients work by, compressed by gzip. */
  Path model() throws IOException {
    return environment.file(MODEL);
  }
}
