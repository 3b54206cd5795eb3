// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.shape;

import static dev.operators.appmesh.endpoint.shape.Shape.choice;
import static dev.operators.appmesh.endpoint.shape.Shape.structure;
import static dev.operators.appmesh.endpoint.shape.Shape.text;

import dev.operators.appmesh.endpoint.shape.Shape.Choice;
import dev.operators.appmesh.endpoint.shape.Shape.Flag;
import dev.operators.appmesh.endpoint.shape.Shape.ListOf;
import dev.operators.appmesh.endpoint.shape.Shape.Structure;
import dev.operators.appmesh.endpoint.shape.Shape.Text;
import dev.operators.appmesh.endpoint.shape.Shape.Whole;

/** The shape of the API type GatewayRouteSpec. */
public final class GatewayRouteShapes {
  private static final Whole PORT = new Whole(1, 65535);
  private static final Whole LONG = new Whole(Long.MIN_VALUE, Long.MAX_VALUE);

  /** ResourceName, HeaderMatch, HttpPathExact, HttpPathRegex and HttpGatewayRoutePrefix. */
  private static final Text TEXT_255 = new Text(1, 255);

  private static final Text HEADER_NAME = new Text(1, 50);
  private static final Text HOSTNAME = new Text(1, 253);
  private static final Choice SWITCH = choice("DISABLED", "ENABLED");

  /** HeaderMatchMethod, and GrpcMetadataMatchMethod, which is the same. */
  private static final Structure VALUE_MATCH =
      structure()
          .with("exact", TEXT_255)
          .with("prefix", TEXT_255)
          .with("range", structure().requiring("end", LONG).requiring("start", LONG))
          .with("regex", TEXT_255)
          .with("suffix", TEXT_255)
          .union();

  /** HttpGatewayRouteHeaders, and GrpcGatewayRouteMetadataList, which is the same. */
  private static final ListOf HEADERS =
      list(
          structure()
              .with("invert", new Flag())
              .with("match", VALUE_MATCH)
              .requiring("name", HEADER_NAME));

  private static final ListOf QUERY_PARAMETERS =
      list(structure().with("match", structure().with("exact", text())).requiring("name", text()));

  private static final Structure HOSTNAME_MATCH =
      structure().with("exact", HOSTNAME).with("suffix", HOSTNAME);

  private static final Structure HTTP_MATCH =
      structure()
          .with("headers", HEADERS)
          .with("hostname", HOSTNAME_MATCH)
          .with(
              "method",
              choice(
                  "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"))
          .with("path", structure().with("exact", TEXT_255).with("regex", TEXT_255))
          .with("port", PORT)
          .with("prefix", text())
          .with("queryParameters", QUERY_PARAMETERS);

  private static final Structure GRPC_MATCH =
      structure()
          .with("hostname", HOSTNAME_MATCH)
          .with("metadata", HEADERS)
          .with("port", PORT)
          .with("serviceName", text());

  private static final Structure GRPC_REWRITE =
      structure().with("hostname", structure().with("defaultTargetHostname", SWITCH));

  private static final Structure HTTP_REWRITE =
      GRPC_REWRITE
          .with("path", structure().with("exact", TEXT_255))
          .with("prefix", structure().with("defaultPrefix", SWITCH).with("value", TEXT_255));

  private static final Structure TARGET =
      structure()
          .with("port", PORT)
          .requiring("virtualService", structure().requiring("virtualServiceName", TEXT_255));

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

  private static ListOf list(Structure element) {
    return new ListOf(element, 1, 10);
  }
}
