// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.shape;

import static dev.operators.appmesh.endpoint.shape.MatchShapes.PORT;
import static dev.operators.appmesh.endpoint.shape.MatchShapes.TEXT_255;
import static dev.operators.appmesh.endpoint.shape.Shape.atLeast;
import static dev.operators.appmesh.endpoint.shape.Shape.choice;
import static dev.operators.appmesh.endpoint.shape.Shape.listOf;
import static dev.operators.appmesh.endpoint.shape.Shape.structure;
import static dev.operators.appmesh.endpoint.shape.Shape.text;

import dev.operators.appmesh.endpoint.shape.Shape.ListOf;
import dev.operators.appmesh.endpoint.shape.Shape.Structure;
import dev.operators.appmesh.endpoint.shape.Shape.Text;
import dev.operators.appmesh.endpoint.shape.Shape.Whole;

/** The shapes of the API types VirtualServiceSpec, VirtualRouterSpec and RouteSpec. */
public final class RouteShapes {

  static final Structure PORT_MAPPING =
      structure()
          .requiring("port", PORT)
          .requiring("protocol", choice("grpc", "http", "http2", "tcp"));

  static final Structure DURATION =
      structure().with("unit", choice("ms", "s")).with("value", atLeast(0));

  static final Structure TCP_TIMEOUT = structure().with("idle", DURATION);

  /** HttpTimeout, and GrpcTimeout, which is the same. */
  static final Structure TIMEOUT = TCP_TIMEOUT.with("perRequest", DURATION);

  private static final Structure ACTION =
      structure()
          .requiring(
              "weightedTargets",
              new ListOf(
                  structure()
                      .with("port", PORT)
                      .requiring("virtualNode", TEXT_255)
                      .requiring("weight", new Whole(0, 100)),
                  1,
                  10));

  private static final Structure HTTP_RETRIES =
      structure()
          .with("httpRetryEvents", new ListOf(new Text(1, 25), 1, 25))
          .requiring("maxRetries", atLeast(0))
          .requiring("perRetryTimeout", DURATION)
          .with("tcpRetryEvents", new ListOf(choice("connection-error"), 1, 1));

  private static final Structure GRPC_RETRIES =
      HTTP_RETRIES.with(
          "grpcRetryEvents",
          new ListOf(
              choice(
                  "cancelled",
                  "deadline-exceeded",
                  "internal",
                  "resource-exhausted",
                  "unavailable"),
              1,
              5));

  private static final Structure GRPC_ROUTE =
      structure()
          .requiring("action", ACTION)
          .requiring(
              "match",
              structure()
                  .with("metadata", MatchShapes.HEADERS)
                  .with("methodName", new Text(1, 50))
                  .with("port", PORT)
                  .with("serviceName", text()))
          .with("retryPolicy", GRPC_RETRIES)
          .with("timeout", TIMEOUT);

  private static final Structure HTTP_ROUTE =
      structure()
          .requiring("action", ACTION)
          .requiring("match", MatchShapes.HTTP.with("scheme", choice("http", "https")))
          .with("retryPolicy", HTTP_RETRIES)
          .with("timeout", TIMEOUT);

  private static final Structure TCP_ROUTE =
      structure()
          .requiring("action", ACTION)
          .with("match", structure().with("port", PORT))
          .with("timeout", TCP_TIMEOUT);

  /** The API type RouteSpec. */
  public static final Structure SPEC =
      structure()
          .with("grpcRoute", GRPC_ROUTE)
          .with("http2Route", HTTP_ROUTE)
          .with("httpRoute", HTTP_ROUTE)
          .with("priority", new Whole(0, 1000))
          .with("tcpRoute", TCP_ROUTE)
          .withOneOf("grpcRoute", "http2Route", "httpRoute", "tcpRoute");

  /** The API type VirtualRouterSpec. */
  public static final Structure ROUTER_SPEC =
      structure().with("listeners", listOf(structure().requiring("portMapping", PORT_MAPPING)));

  /** The API type VirtualServiceSpec. */
  public static final Structure SERVICE_SPEC =
      structure()
          .with(
              "provider",
              structure()
                  .with("virtualNode", structure().requiring("virtualNodeName", TEXT_255))
                  .with("virtualRouter", structure().requiring("virtualRouterName", TEXT_255))
                  .union());

  private RouteShapes() {}
}
