// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import dev.operators.appmesh.manifest.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The bootstrap of an Envoy that asks a control plane on this machine in plain text.
 *
 * @param port of the control plane
 * @param admin port of Envoy's own interface
 */
public record PlainBootstrap(GatewayName gateway, int port, int admin) {

  /** As a tree. */
  public Map<String, Object> tree() {
    return new EnvoyBootstrap(
            gateway, "127.0.0.1", port, "127.0.0.1", admin, null, null, null, null, null)
        .tree();
  }

  /** As a file in a folder. */
  public Path write(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("envoy-" + admin + ".yaml"), YamlText.write(List.of(tree())));
  }
}
