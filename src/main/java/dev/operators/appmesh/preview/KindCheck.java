// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.manifest.Document;

/** Distinguishes this operator's resources from others, and from misspelled ones. */
sealed interface KindCheck {

  /** A resource of this operator. */
  record Ours(OurKind kind) implements KindCheck {}

  /**
   * Another resource.
   *
   * @param note a note for the user; empty for none
   */
  record Other(String note) implements KindCheck {}

  /** The API server has no such kind, because of this field. */
  record Mistaken(String path, String message, String fix) implements KindCheck {}

  static KindCheck of(Document document) {
    var kind = document.content().get("kind") instanceof String text ? text : "";
    var version = document.content().get("apiVersion") instanceof String text ? text : "";
    var meant = OurKind.meant(kind);
    boolean wrongKind = meant.isEmpty() || !meant.get().word().equals(kind);
    if (!wrongKind && version.equals(OurKind.API_VERSION)) {
      return new Ours(meant.get());
    }
    if (kind.isEmpty()) {
      return new Mistaken("kind", "Required value", "add kind: " + OurKind.WORDS);
    }
    if (version.isEmpty()) {
      return new Mistaken(
          "apiVersion",
          "Required value",
          "add apiVersion" + (meant.isPresent() ? ": " + OurKind.API_VERSION : ""));
    }
    var group = version.substring(0, Math.max(0, version.indexOf('/')));
    if (version.equals(OurKind.API_VERSION)
        || (meant.isPresent() && OurKind.API_VERSION.startsWith(group + "/"))) {
      return new Mistaken(
          wrongKind ? "kind" : "apiVersion",
          "no matches for kind \"%s\" in version \"%s\"".formatted(kind, version),
          wrongKind
              ? "write kind: " + meant.map(OurKind::word).orElse(OurKind.WORDS)
              : "write apiVersion: " + OurKind.API_VERSION);
    }
    if (meant.isEmpty()) {
      return new Other("");
    }
    return new Other(
        group.equals("appmesh.k8s.aws")
            ? "a VirtualGateway of AWS's own controller is skipped: convert it with the command"
                + " convert"
            : "a %s of %s is skipped: those of this operator have apiVersion %s"
                .formatted(kind, version, OurKind.API_VERSION));
  }
}
