// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.AppMeshException;

/** The AWS SDK for Java. */
public final class SdkClient implements ApiClient {

  private static final String PACKAGE = "software.amazon.awssdk.services.appmesh.model.";

  private final AppMeshClient client;

  /** A client of the endpoint at this address. */
  public SdkClient(URI endpoint) {
    client =
        AppMeshClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
            .httpClientBuilder(ApacheHttpClient.builder())
            .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
            .build();
  }

  @Override
  public String name() {
    return "aws-sdk-java";
  }

  @Override
  public ApiAnswer call(String operation, JsonNode input) {
    try {
      var type = Class.forName(PACKAGE + operation + "Request");
      var builder = (SdkPojo) type.getMethod("builder").invoke(null);
      var request = SdkJson.built(builder, input);
      var method = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
      var response = AppMeshClient.class.getMethod(method, type).invoke(client, request);
      return new ApiAnswer.Output(SdkJson.json((SdkPojo) response));
    } catch (InvocationTargetException e) {
      return answer(e.getCause());
    } catch (IllegalArgumentException e) {
      return new ApiAnswer.Unsent(String.valueOf(e.getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ApiAnswer answer(@Nullable Throwable failure) {
    return switch (failure) {
      case AppMeshException e ->
          new ApiAnswer.Refusal(
              e.statusCode(), e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage());
      case SdkClientException e -> new ApiAnswer.Unsent(String.valueOf(e.getMessage()));
      case null, default -> throw new IllegalStateException(failure);
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
