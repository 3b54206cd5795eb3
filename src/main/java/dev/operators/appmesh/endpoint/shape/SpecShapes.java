// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.shape;

import static dev.operators.appmesh.endpoint.shape.Shape.choice;
import static dev.operators.appmesh.endpoint.shape.Shape.listOf;
import static dev.operators.appmesh.endpoint.shape.Shape.structure;

import dev.operators.appmesh.endpoint.shape.Shape.Scalar;
import dev.operators.appmesh.endpoint.shape.Shape.Structure;

/**
 * The shapes of the API types MeshSpec and VirtualGatewaySpec. The bounds of the latter are in the
 * rule book.
 */
public final class SpecShapes {
  private static final Shape SCALAR = new Scalar();
  private static final Shape SCALARS = listOf(SCALAR);

  private static final Structure FILE_CERTIFICATE = structure("certificateChain", "privateKey");
  private static final Structure FILE_TRUST = structure("certificateChain");
  private static final Structure SDS = structure("secretName");

  private static final Structure CLIENT_CERTIFICATE =
      structure().with("file", FILE_CERTIFICATE).with("sds", SDS);
  private static final Structure LISTENER_CERTIFICATE =
      CLIENT_CERTIFICATE.with("acm", structure("certificateArn"));

  private static final Structure LISTENER_TRUST =
      structure().with("file", FILE_TRUST).with("sds", SDS);
  private static final Structure CLIENT_TRUST =
      LISTENER_TRUST.with("acm", structure().with("certificateAuthorityArns", SCALARS));

  private static final Structure NAMES =
      structure().with("match", structure().with("exact", SCALARS));

  private static final Structure CLIENT_TLS =
      structure("enforce")
          .with("certificate", CLIENT_CERTIFICATE)
          .with("ports", SCALARS)
          .with("validation", validation(CLIENT_TRUST));

  private static final Structure LISTENER =
      structure()
          .with(
              "connectionPool",
              structure()
                  .with("grpc", structure("maxRequests"))
                  .with("http", structure("maxConnections", "maxPendingRequests"))
                  .with("http2", structure("maxRequests")))
          .with(
              "healthCheck",
              structure(
                  "healthyThreshold",
                  "intervalMillis",
                  "path",
                  "port",
                  "protocol",
                  "timeoutMillis",
                  "unhealthyThreshold"))
          .with("portMapping", structure("port", "protocol"))
          .with(
              "tls",
              structure("mode")
                  .with("certificate", LISTENER_CERTIFICATE)
                  .with("validation", validation(LISTENER_TRUST)));

  private static final Structure FORMAT =
      structure("text").with("json", listOf(structure("key", "value")));

  /** The API type VirtualGatewaySpec. */
  public static final Structure GATEWAY_SPEC =
      structure()
          .with(
              "backendDefaults",
              structure().with("clientPolicy", structure().with("tls", CLIENT_TLS)))
          .with("listeners", listOf(LISTENER))
          .with(
              "logging",
              structure()
                  .with(
                      "accessLog",
                      structure().with("file", structure("path").with("format", FORMAT))));

  /** The API type MeshSpec. */
  public static final Structure MESH_SPEC =
      structure()
          .with("egressFilter", structure().requiring("type", choice("ALLOW_ALL", "DROP_ALL")))
          .with(
              "serviceDiscovery",
              structure()
                  .with(
                      "ipPreference",
                      choice("IPv4_ONLY", "IPv4_PREFERRED", "IPv6_ONLY", "IPv6_PREFERRED")));

  private SpecShapes() {}

  private static Structure validation(Structure trust) {
    return structure().with("subjectAlternativeNames", NAMES).with("trust", trust);
  }
}
