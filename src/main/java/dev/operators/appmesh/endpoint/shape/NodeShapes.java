// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.shape;

import static dev.operators.appmesh.endpoint.shape.MatchShapes.PORT;
import static dev.operators.appmesh.endpoint.shape.MatchShapes.TEXT_255;
import static dev.operators.appmesh.endpoint.shape.RouteShapes.DURATION;
import static dev.operators.appmesh.endpoint.shape.RouteShapes.TIMEOUT;
import static dev.operators.appmesh.endpoint.shape.Shape.atLeast;
import static dev.operators.appmesh.endpoint.shape.Shape.choice;
import static dev.operators.appmesh.endpoint.shape.Shape.listOf;
import static dev.operators.appmesh.endpoint.shape.Shape.structure;
import static dev.operators.appmesh.endpoint.shape.Shape.text;

import dev.operators.appmesh.endpoint.shape.Shape.Choice;
import dev.operators.appmesh.endpoint.shape.Shape.Flag;
import dev.operators.appmesh.endpoint.shape.Shape.ListOf;
import dev.operators.appmesh.endpoint.shape.Shape.Pattern;
import dev.operators.appmesh.endpoint.shape.Shape.Structure;
import dev.operators.appmesh.endpoint.shape.Shape.Text;
import dev.operators.appmesh.endpoint.shape.Shape.Whole;

/** The shape of the API type VirtualNodeSpec. */
public final class NodeShapes {

  /** FilePath. */
  private static final Text PATH = TEXT_255;

  private static final Choice PROTOCOL = choice("grpc", "http", "http2", "tcp");

  /** MaxConnections, MaxPendingRequests and MaxRequests: integers of 32 bits. */
  private static final Whole MANY = new Whole(1, Integer.MAX_VALUE);

  private static final Whole THRESHOLD = new Whole(2, 10);

  private static final Structure FILE_TRUST = structure().requiring("certificateChain", PATH);
  private static final Structure FILE_CERTIFICATE = FILE_TRUST.requiring("privateKey", PATH);
  private static final Structure SDS = structure().requiring("secretName", text());

  private static final Structure CLIENT_CERTIFICATE =
      structure().with("file", FILE_CERTIFICATE).with("sds", SDS).union();
  private static final Structure LISTENER_CERTIFICATE =
      CLIENT_CERTIFICATE.with("acm", structure().requiring("certificateArn", text())).union();

  private static final Structure LISTENER_TRUST =
      structure().with("file", FILE_TRUST).with("sds", SDS).union();
  private static final Structure CLIENT_TRUST =
      LISTENER_TRUST
          .with("acm", structure().requiring("certificateAuthorityArns", new ListOf(text(), 1, 3)))
          .union();

  private static final Structure CLIENT_POLICY =
      structure()
          .with(
              "tls",
              structure()
                  .with("certificate", CLIENT_CERTIFICATE)
                  .with("enforce", new Flag())
                  .with("ports", listOf(PORT))
                  .requiring("validation", validation(CLIENT_TRUST)));

  private static final Structure BACKEND =
      structure()
          .with(
              "virtualService",
              structure()
                  .with("clientPolicy", CLIENT_POLICY)
                  .requiring("virtualServiceName", TEXT_255))
          .union();

  private static final Structure REQUESTS = structure().requiring("maxRequests", MANY);
  private static final Structure CONNECTIONS = structure().requiring("maxConnections", MANY);

  private static final Structure CONNECTION_POOL =
      structure()
          .with("grpc", REQUESTS)
          .with("http", CONNECTIONS.with("maxPendingRequests", MANY))
          .with("http2", REQUESTS)
          .with("tcp", CONNECTIONS)
          .union();

  private static final Structure HEALTH_CHECK =
      structure()
          .requiring("healthyThreshold", THRESHOLD)
          .requiring("intervalMillis", new Whole(5_000, 300_000))
          .with("path", text())
          .with("port", PORT)
          .requiring("protocol", PROTOCOL)
          .requiring("timeoutMillis", new Whole(2_000, 60_000))
          .requiring("unhealthyThreshold", THRESHOLD);

  private static final Structure OUTLIERS =
      structure()
          .requiring("baseEjectionDuration", DURATION)
          .requiring("interval", DURATION)
          .requiring("maxEjectionPercent", new Whole(0, 100))
          .requiring("maxServerErrors", atLeast(1));

  private static final Structure LISTENER =
      structure()
          .with("connectionPool", CONNECTION_POOL)
          .with("healthCheck", HEALTH_CHECK)
          .with("outlierDetection", OUTLIERS)
          .requiring("portMapping", RouteShapes.PORT_MAPPING)
          .with(
              "timeout",
              structure()
                  .with("grpc", TIMEOUT)
                  .with("http", TIMEOUT)
                  .with("http2", TIMEOUT)
                  .with("tcp", RouteShapes.TCP_TIMEOUT)
                  .union())
          .with(
              "tls",
              structure()
                  .requiring("certificate", LISTENER_CERTIFICATE)
                  .requiring("mode", choice("DISABLED", "PERMISSIVE", "STRICT"))
                  .with("validation", validation(LISTENER_TRUST)));

  private static final Text JSON_TEXT = new Text(1, 100);

  private static final Structure ACCESS_LOG =
      structure()
          .with(
              "file",
              structure()
                  .with(
                      "format",
                      structure()
                          .with(
                              "json",
                              listOf(
                                  structure()
                                      .requiring("key", JSON_TEXT)
                                      .requiring("value", JSON_TEXT)))
                          .with("text", new Text(1, 1_000))
                          .union())
                  .requiring("path", PATH))
          .union();

  private static final Choice IP_PREFERENCE =
      choice("IPv4_ONLY", "IPv4_PREFERRED", "IPv6_ONLY", "IPv6_PREFERRED");
  private static final Text CLOUD_MAP_NAME = new Text(1, 1_024);

  private static final Structure CLOUD_MAP =
      structure()
          .with(
              "attributes",
              listOf(
                  structure()
                      .requiring("key", new Pattern("[!-~]+", new Text(1, 255)))
                      .requiring("value", new Pattern("([!-~][ !-~]*)?", new Text(1, 1_024)))))
          .with("ipPreference", IP_PREFERENCE)
          .requiring("namespaceName", CLOUD_MAP_NAME)
          .requiring("serviceName", CLOUD_MAP_NAME);

  private static final Structure DNS =
      structure()
          .requiring("hostname", text())
          .with("ipPreference", IP_PREFERENCE)
          .with("responseType", choice("ENDPOINTS", "LOADBALANCER"));

  /** The API type VirtualNodeSpec. */
  public static final Structure SPEC =
      structure()
          .with("backendDefaults", structure().with("clientPolicy", CLIENT_POLICY))
          .with("backends", listOf(BACKEND))
          .with("listeners", listOf(LISTENER))
          .with("logging", structure().with("accessLog", ACCESS_LOG))
          .with(
              "serviceDiscovery",
              structure().with("awsCloudMap", CLOUD_MAP).with("dns", DNS).union());

  private NodeShapes() {}

  private static Structure validation(Structure trust) {
    return structure()
        .with(
            "subjectAlternativeNames",
            structure()
                .requiring("match", structure().requiring("exact", listOf(new Text(1, 254)))))
        .requiring("trust", trust);
  }
}
