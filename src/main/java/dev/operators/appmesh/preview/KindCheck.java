// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.manifest.Document;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Locale;

/** Tells our resources from others, and from those that were meant to be ours. */
sealed interface KindCheck {

  /** What our manifests have as {@code apiVersion}. */
  String API_VERSION = HasMetadata.getApiVersion(VirtualGateway.class);

  /** What they have as {@code kind}. */
  String KIND = HasMetadata.getKind(VirtualGateway.class);

  /** It is one of ours. */
  record Ours() implements KindCheck {}

  /**
   * It is something else.
   *
   * @param note what to say about it; empty for nothing
   */
  record Other(String note) implements KindCheck {}

  /** The API server would know no such kind, and this field is why. */
  record Mistaken(String path, String message, String fix) implements KindCheck {}

  static KindCheck of(Document document) {
    var kind = document.content().get("kind") instanceof String text ? text : "";
    var version = document.content().get("apiVersion") instanceof String text ? text : "";
    if (kind.equals(KIND) && version.equals(API_VERSION)) {
      return new Ours();
    }
    if (kind.isEmpty()) {
      return new Mistaken("kind", "Required value", "add kind: " + KIND);
    }
    boolean ourKind = kind.toLowerCase(Locale.ROOT).equals(KIND.toLowerCase(Locale.ROOT));
    if (version.isEmpty()) {
      return new Mistaken(
          "apiVersion", "Required value", "add apiVersion" + (ourKind ? ": " + API_VERSION : ""));
    }
    var group = version.substring(0, Math.max(0, version.indexOf('/')));
    if (version.equals(API_VERSION) || (ourKind && group.equals(group(API_VERSION)))) {
      boolean wrongKind = !kind.equals(KIND);
      return new Mistaken(
          wrongKind ? "kind" : "apiVersion",
          "no matches for kind \"%s\" in version \"%s\"".formatted(kind, version),
          wrongKind ? "write kind: " + KIND : "write apiVersion: " + API_VERSION);
    }
    if (!ourKind) {
      return new Other("");
    }
    return new Other(
        group.equals("appmesh.k8s.aws")
            ? "a VirtualGateway of AWS's own controller is skipped: the command convert makes it"
                + " ours"
            : "a %s of %s is skipped: ours have apiVersion %s"
                .formatted(kind, version, API_VERSION));
  }

  private static String group(String version) {
    return version.substring(0, version.indexOf('/'));
  }
}
