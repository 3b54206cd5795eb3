// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import dev.operators.appmesh.fixture.MeshEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/** Reads gateways byte for byte as the endpoint sends them, for one thread. */
final class RawAnswers implements ExecutionInterceptor, AutoCloseable {

  private final AppMeshClient client;
  private String body = "";

  RawAnswers(MeshEndpoint endpoint) {
    client =
        AppMeshClient.builder()
            .region(Region.US_WEST_2)
            .endpointOverride(endpoint.uri())
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(this))
            .build();
  }

  /** The bodies of DescribeVirtualGateway and ListTagsForResource, one after the other. */
  String of(String mesh, String name) {
    client.describeVirtualGateway(it -> it.meshName(mesh).virtualGatewayName(name));
    var described = body;
    client.listTagsForResource(it -> it.resourceArn(MeshEndpoint.arn(mesh, name)));
    return described + '\n' + body;
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    try (var content = context.responseBody().orElseThrow()) {
      var bytes = content.readAllBytes();
      body = new String(bytes, StandardCharsets.UTF_8);
      return Optional.of(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
