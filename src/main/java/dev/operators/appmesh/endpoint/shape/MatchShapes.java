// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.shape;

import static dev.operators.appmesh.endpoint.shape.Shape.choice;
import static dev.operators.appmesh.endpoint.shape.Shape.structure;
import static dev.operators.appmesh.endpoint.shape.Shape.text;

import dev.operators.appmesh.endpoint.shape.Shape.Flag;
import dev.operators.appmesh.endpoint.shape.Shape.ListOf;
import dev.operators.appmesh.endpoint.shape.Shape.Structure;
import dev.operators.appmesh.endpoint.shape.Shape.Text;
import dev.operators.appmesh.endpoint.shape.Shape.Whole;

/** What routes and gateway routes have in common: the parts of a match. */
final class MatchShapes {

  /** PortNumber, and ListenerPort, which is the same. */
  static final Whole PORT = new Whole(1, 65535);

  /** ResourceName, HeaderMatch, HttpPathExact, HttpPathRegex and HttpGatewayRoutePrefix. */
  static final Text TEXT_255 = new Text(1, 255);

  private static final Whole LONG = new Whole(Long.MIN_VALUE, Long.MAX_VALUE);

  /** HeaderMatchMethod, GrpcMetadataMatchMethod and GrpcRouteMetadataMatchMethod. */
  private static final Structure VALUE_MATCH =
      structure()
          .with("exact", TEXT_255)
          .with("prefix", TEXT_255)
          .with("range", structure().requiring("end", LONG).requiring("start", LONG))
          .with("regex", TEXT_255)
          .with("suffix", TEXT_255)
          .union();

  /** HttpGatewayRouteHeaders, HttpRouteHeaders, and the lists of metadata, which are the same. */
  static final ListOf HEADERS =
      list(
          structure()
              .with("invert", new Flag())
              .with("match", VALUE_MATCH)
              .requiring("name", new Text(1, 50)));

  /** What HttpGatewayRouteMatch and HttpRouteMatch have in common. */
  static final Structure HTTP =
      structure()
          .with("headers", HEADERS)
          .with(
              "method",
              choice(
                  "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"))
          .with("path", structure().with("exact", TEXT_255).with("regex", TEXT_255).union())
          .with("port", PORT)
          .with("prefix", text())
          .with(
              "queryParameters",
              list(
                  structure()
                      .with("match", structure().with("exact", text()))
                      .requiring("name", text())));

  private MatchShapes() {}

  private static ListOf list(Structure element) {
    return new ListOf(element, 1, 10);
  }
}
