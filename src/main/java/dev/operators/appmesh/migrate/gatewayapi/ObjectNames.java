// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import static dev.operators.appmesh.model.Ordered.map;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.migrate.export.SourceGateway;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of the objects that a gateway becomes.
 *
 * @param namespace of all of them; null where the manifest has none
 * @param gateway name of the Gateway, of which the others begin with
 * @param several whether it has several listeners, so that their secrets need different names
 */
record ObjectNames(@Nullable String namespace, String gateway, boolean several) {

  /** Envoy Gateway writes a Gateway's name into a label. */
  private static final int LONGEST = 63;

  static ObjectNames of(SourceGateway gateway) {
    return new ObjectNames(
        gateway.namespace(), kubernetesName(gateway.name()), gateway.spec().listeners().size() > 1);
  }

  /** The metadata of an object. */
  Map<String, Object> metadata(String name) {
    return map("name", name, "namespace", namespace);
  }

  /** A listener, and the section that policies name. */
  String listener(Listener listener) {
    return listener.portMapping().protocol() + "-" + listener.portMapping().port();
  }

  /** The policies of a listener. */
  String policy(Listener listener) {
    return gateway + "-" + listener(listener);
  }

  /** What a listener takes from a Secret or ConfigMap. */
  String of(Listener listener, String what) {
    return (several ? policy(listener) : gateway) + "-" + what;
  }

  /** The Secret with the certificate that a listener shows. */
  String certificate(Listener listener) {
    var tls = listener.tls();
    return of(listener, tls != null && tls.certificate().sds() != null ? "sds" : "tls");
  }

  /** What all backends share. */
  String ofBackends(String what) {
    return gateway + "-" + what;
  }

  /** A name that Kubernetes takes, the same for the same name. */
  static String kubernetesName(String name) {
    var safe =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^-+|-+$", "");
    if (safe.isEmpty()) {
      return "gateway-" + digest(name);
    }
    return safe.length() <= LONGEST
        ? safe
        : safe.substring(0, LONGEST - 9).replaceAll("-+$", "") + "-" + digest(name);
  }

  private static String digest(String text) {
    try {
      var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(bytes, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
