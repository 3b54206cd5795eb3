// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.gateway.EndpointUrl;
import dev.operators.appmesh.surroundings.Surroundings;
import dev.operators.appmesh.surroundings.SurroundingsException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** What the AWS SDK reads by itself: environment variables and the files of the AWS CLI. */
final class SdkEnvironment {

  private static final List<String> ENDPOINTS =
      List.of("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_APP_MESH", "AWS_ENDPOINT_URL_STS");

  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  private final Map<String, String> variables;
  private final Surroundings surroundings;

  SdkEnvironment(Map<String, String> variables) {
    this.variables = variables;
    surroundings = new Surroundings("the AWS client", Pattern.compile("AWS_.*"), variables);
  }

  /**
   * What {@code building} returns.
   *
   * @throws SurroundingsException if the environment makes that impossible
   * @throws SdkClientException if no region can be found
   */
  <T> T build(Supplier<T> building) {
    readable(ProfileFileLocation.configurationFilePath(), ProfileFile.Type.CONFIGURATION);
    readable(ProfileFileLocation.credentialsFilePath(), ProfileFile.Type.CREDENTIALS);
    ENDPOINTS.forEach(this::checkEndpoint);
    try {
      return surroundings.build(building);
    } catch (SurroundingsException e) {
      if (e.getCause() instanceof SdkClientException sdk
          && String.valueOf(sdk.getMessage()).startsWith("Unable to load region")) {
        throw sdk;
      }
      throw e;
    }
  }

  private static void readable(Path file, ProfileFile.Type type) {
    if (!file.toFile().isFile()) {
      return; // as for the SDK, one that does not exist is empty
    }
    try {
      ProfileFile.builder().content(file).type(type).build();
    } catch (RuntimeException e) {
      var configuration = type == ProfileFile.Type.CONFIGURATION;
      throw new SurroundingsException(
          "%s, a file of the AWS CLI, cannot be read: %s: correct it, or name another one with %s"
              .formatted(
                  file,
                  e.getMessage(),
                  configuration ? "AWS_CONFIG_FILE" : "AWS_SHARED_CREDENTIALS_FILE"),
          e);
    }
  }

  private void checkEndpoint(String variable) {
    var value = variables.getOrDefault(variable, "");
    if (value.isBlank()) {
      return;
    }
    try {
      // Plain http is the SDK's user's own choice here.
      EndpointUrl.problem(URI.create(value), true)
          .ifPresent(it -> refuse(variable + " " + it, null));
    } catch (IllegalArgumentException e) {
      refuse(variable + " must be an http or https URL with a host, not " + value, e);
    }
  }

  private static void refuse(String problem, @Nullable Throwable cause) {
    throw new SurroundingsException(problem + ": correct or unset it", cause);
  }

  /**
   * The region that the SDK finds.
   *
   * @throws SurroundingsException if what it finds cannot be one
   * @throws SdkClientException if it finds none
   */
  static Region region() {
    var region = DefaultAwsRegionProviderChain.builder().build().getRegion();
    if (!REGION.matcher(region.id()).matches()) {
      throw new SurroundingsException(
          ("the AWS region is '%s', which cannot be the name of one, such as us-west-2: correct"
                  + " AWS_REGION, or region in the profile of ~/.aws/config")
              .formatted(URLDecoder.decode(region.id(), UTF_8)),
          null);
    }
    return region;
  }
}
