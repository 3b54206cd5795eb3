// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import dev.operators.appmesh.api.FileCertificate;
import dev.operators.appmesh.api.SdsSecret;
import dev.operators.appmesh.migrate.export.Place;
import dev.operators.appmesh.migrate.export.Shell;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that make what a gateway refers to and an export cannot know.
 *
 * @param namespace of the gateway; null is that of the user
 * @param sdsSocket the socket of the secret discovery service; null where nobody said it
 */
record Kubectl(@Nullable String namespace, @Nullable String sdsSocket) {

  /** A Secret with a certificate and its key. */
  String tlsSecret(String name, String chain, String key) {
    return command("create", "secret", "tls", name, "--cert=" + chain, "--key=" + key);
  }

  /** A ConfigMap with the certificates of authorities. */
  String authorities(String name, String file) {
    return command("create", "configmap", name, "--from-file=ca.crt=" + file);
  }

  /** Notes a certificate in files or in the secret discovery service, which a Secret is to hold. */
  void note(
      @Nullable FileCertificate file, @Nullable SdsSecret sds, String secret, Place certificate) {
    if (file != null) {
      certificate
          .at("file.certificateChain")
          .needs(
              "give the files as Secret " + secret,
              tlsSecret(secret, file.certificateChain(), file.privateKey()));
      certificate.at("file.privateKey").needs("goes into the same Secret");
    }
    note(sds, secret, certificate);
  }

  /** Notes what the secret discovery service has, to which a Secret is to refer. */
  void note(@Nullable SdsSecret sds, String secret, Place place) {
    if (sds != null) {
      place
          .at("sds.secretName")
          .needs(
              "Envoy Gateway needs extensionApis.enableSDSSecretRef: true, and the socket (it was"
                  + " in APPMESH_SDS_SOCKET_PATH) in its Envoy pods",
              command(
                  "create",
                  "secret",
                  "generic",
                  secret,
                  "--type=gateway.envoyproxy.io/sds",
                  "--from-literal=url=unix://" + (sdsSocket == null ? "/SOCKET" : sdsSocket),
                  "--from-literal=secretName=" + sds.secretName()));
    }
  }

  /** Lets a port of a Service speak HTTP/2 without TLS. */
  String http2(String service, int port) {
    return command(
        "patch",
        "service",
        service,
        "--patch",
        "{\"spec\":{\"ports\":[{\"port\":%d,\"appProtocol\":\"kubernetes.io/h2c\"}]}}"
            .formatted(port));
  }

  private String command(String... words) {
    var all = new ArrayList<>(List.of("kubectl"));
    if (namespace != null) {
      all.addAll(List.of("-n", namespace));
    }
    all.addAll(List.of(words));
    return Shell.command(all.toArray(String[]::new));
  }
}
