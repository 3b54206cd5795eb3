// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.aws.AppMeshClients;
import dev.operators.appmesh.aws.AppMeshService;
import dev.operators.appmesh.aws.Breaker;
import dev.operators.appmesh.aws.Limiter;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/** App Mesh for a command that ends by itself, with the operator's own limits and retries. */
public final class MeshConnection implements AutoCloseable {

  private final AppMeshClient client;

  private MeshConnection(AppMeshClient client) {
    this.client = client;
  }

  /**
   * Calls nobody yet.
   *
   * @param connections how many calls may be under way at once
   * @throws StartupException if no region can be found
   */
  public static MeshConnection open(AwsTarget target, int connections) {
    var metrics = new SimpleMeterRegistry();
    try {
      return new MeshConnection(
          AppMeshClients.client(
              target.region(),
              target.endpointUrl(),
              connections,
              new Limiter(0, 0, metrics),
              new Breaker(InstantSource.system(), metrics),
              Mandate.UNLIMITED,
              metrics));
    } catch (SdkClientException e) {
      throw AwsTarget.withoutRegion(e);
    }
  }

  /** What can be asked of it. */
  public MeshService service() {
    return new AppMeshService(client, Priority.REQUESTED);
  }

  @Override
  public void close() {
    client.close();
  }
}
