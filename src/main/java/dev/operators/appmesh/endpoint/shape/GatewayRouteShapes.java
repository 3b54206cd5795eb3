// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.shape;

import static dev.operators.appmesh.endpoint.shape.Shape.choice;
import static dev.operators.appmesh.endpoint.shape.Shape.structure;
import static dev.operators.appmesh.endpoint.shape.Shape.text;

import dev.operators.appmesh.endpoint.shape.Shape.Choice;
import dev.operators.appmesh.endpoint.shape.Shape.Structure;
import dev.operators.appmesh.endpoint.shape.Shape.Text;
import dev.operators.appmesh.endpoint.shape.Shape.Whole;

/** The shape of the API type GatewayRouteSpec. */
public final class GatewayRouteShapes {
  private static final Text HOSTNAME = new Text(1, 253);
  private static final Choice SWITCH = choice("DISABLED", "ENABLED");

  private static final Structure HOSTNAME_MATCH =
      structure().with("exact", HOSTNAME).with("suffix", HOSTNAME).union();

  private static final Structure HTTP_MATCH = MatchShapes.HTTP.with("hostname", HOSTNAME_MATCH);

  private static final Structure GRPC_MATCH =
      structure()
          .with("hostname", HOSTNAME_MATCH)
          .with("metadata", MatchShapes.HEADERS)
          .with("port", MatchShapes.PORT)
          .with("serviceName", text());

  private static final Structure GRPC_REWRITE =
      structure().with("hostname", structure().with("defaultTargetHostname", SWITCH));

  private static final Structure HTTP_REWRITE =
      GRPC_REWRITE
          .with("path", structure().with("exact", MatchShapes.TEXT_255))
          .with(
              "prefix",
              structure()
                  .with("defaultPrefix", SWITCH)
                  .with("value", MatchShapes.TEXT_255)
                  .union());

  private static final Structure TARGET =
      structure()
          .with("port", MatchShapes.PORT)
          .requiring(
              "virtualService", structure().requiring("virtualServiceName", MatchShapes.TEXT_255));

  private static final Structure HTTP_ROUTE = route(HTTP_REWRITE, HTTP_MATCH);

  /** The API type GatewayRouteSpec. */
  public static final Structure SPEC =
      structure()
          .with("grpcRoute", route(GRPC_REWRITE, GRPC_MATCH))
          .with("http2Route", HTTP_ROUTE)
          .with("httpRoute", HTTP_ROUTE)
          .with("priority", new Whole(0, 1000))
          .withOneOf("grpcRoute", "http2Route", "httpRoute");

  private GatewayRouteShapes() {}

  private static Structure route(Structure rewrite, Structure match) {
    return structure()
        .requiring("action", structure().with("rewrite", rewrite).requiring("target", TARGET))
        .requiring("match", match);
  }
}
