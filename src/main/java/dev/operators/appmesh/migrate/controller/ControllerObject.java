// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import dev.operators.appmesh.manifest.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest, or a resource of a cluster, of any kind.
 *
 * @param document where it was read
 */
record ControllerObject(Document document) {

  private static final String GROUP = "appmesh.k8s.aws/";

  /** Whether it is one of AWS's controller, in whatever version. */
  boolean isOfController() {
    return text("apiVersion").startsWith(GROUP);
  }

  /** Whether it is of this kind of AWS's controller, in the version that has gateways. */
  boolean is(String kind) {
    return text("apiVersion").equals(GROUP + "v1beta2") && text("kind").equals(kind);
  }

  boolean isNamespace() {
    return text("apiVersion").equals("v1") && text("kind").equals("Namespace");
  }

  String kind() {
    return text("kind");
  }

  String name() {
    return text("metadata", "name");
  }

  /** Empty where it names none. */
  String namespace() {
    return text("metadata", "namespace");
  }

  /** Its labels, those included that every Namespace gets from the API server. */
  Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    if (member("metadata", "labels") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
    }
    if (isNamespace()) {
      labels.put("kubernetes.io/metadata.name", name());
    }
    return labels;
  }

  /** What stands there, as text; empty where nothing does. */
  String text(String... path) {
    var value = member(path);
    return value == null ? "" : String.valueOf(value);
  }

  /** What stands there; null where nothing does. */
  @Nullable Object member(String... path) {
    Object at = document.content();
    for (var step : path) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return at;
  }

  /** Where a field stands: file and line; what comes from a cluster stands on no line. */
  static String place(Document document, String field) {
    return document.lines().members().isEmpty()
        ? document.source()
        : document.source() + ":" + document.line(field);
  }
}
