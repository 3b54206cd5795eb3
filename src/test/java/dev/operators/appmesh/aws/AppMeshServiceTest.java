// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.MeshServiceContract;
import dev.operators.appmesh.gateway.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

/** The real SDK over HTTP, against the endpoint. */
class AppMeshServiceTest implements MeshServiceContract {

  private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.start("apps");
  private final SdkConnections connections =
      new SdkConnections(Mandate.UNLIMITED, new SimpleMeterRegistry(), InstantSource.system());

  @Override
  public MeshService service() {
    return connections
        .connect(
            MeshConnection.OWN,
            new ConnectionSettings("us-west-2", endpoint.uri(), new Credentials.Own(), null, 0, 0))
        .service(Priority.REQUESTED);
  }

  @AfterEach
  void stop() {
    connections.close();
    endpoint.close();
  }
}
