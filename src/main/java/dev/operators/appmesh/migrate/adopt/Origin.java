// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.adopt;

import dev.operators.appmesh.manifest.Document;

/** The origin of a gateway. */
sealed interface Origin {

  /** At App Mesh. */
  record Live() implements Origin {}

  /**
   * In a file.
   *
   * @param prefix of the object that has its members: empty, or {@code virtualGateway.}
   */
  record File(Document document, String prefix) implements Origin {}

  /**
   * The place of a field.
   *
   * @param path as in the resource: {@code spec.meshName}, {@code spec.listeners}
   */
  default String place(String path) {
    return switch (this) {
      case Live() -> "";
      case File(var document, var prefix) ->
          "%s:%d: ".formatted(document.source(), document.line(prefix + inTheFile(path)));
    };
  }

  /** In the API the identity is beside the spec, not in it. */
  private static String inTheFile(String path) {
    return switch (path) {
      case "spec.meshName", "spec.meshOwner", "spec.virtualGatewayName" ->
          path.substring("spec.".length());
      default -> path.startsWith("spec.tags") ? path.substring("spec.".length()) : path;
    };
  }
}
