// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What goes into Argo CD's own settings is what the scripts say, which are tested. */
class ArgocdConfigTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path FOLDER = Path.of("config", "argocd");

  @Test
  void settingsContainTheScripts() throws IOException {
    var settings =
        """
        # For Argo CD: the health of a VirtualGateway and an action to re-check it, generated from the scripts beside it.
        # kubectl patch configmap argocd-cm -n argocd --patch-file config/argocd/argocd-cm.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: argocd-cm
          namespace: argocd
        data:
          resource.customizations.health.appmesh.operators.dev_VirtualGateway: |
        %s
          resource.customizations.actions.appmesh.operators.dev_VirtualGateway: |
            discovery.lua: |
        %s
            definitions:
            - name: refresh
              action.lua: |
        %s
        """
            .formatted(
                script("health.lua", 4),
                script("actions/discovery.lua", 6),
                script("actions/refresh/action.lua", 8));
    var file = FOLDER.resolve("argocd-cm.yaml");
    if (System.getProperty("argocd", "").equals("write")) {
      Files.writeString(file, settings);
    }
    assertThat(file).hasContent(settings);
  }

  @Test
  void settingsReadBackAsTheScripts() throws IOException {
    var data = YAML.readTree(FOLDER.resolve("argocd-cm.yaml").toFile()).get("data");
    var health = data.get("resource.customizations.health.appmesh.operators.dev_VirtualGateway");
    var actions =
        YAML.readTree(
            data.get("resource.customizations.actions.appmesh.operators.dev_VirtualGateway")
                .asText());

    assertThat(FOLDER.resolve("health.lua")).hasContent(health.asText());
    assertThat(FOLDER.resolve("actions/discovery.lua"))
        .hasContent(actions.get("discovery.lua").asText());
    assertThat(FOLDER.resolve("actions/refresh/action.lua"))
        .hasContent(actions.at("/definitions/0/action.lua").asText());
  }

  private static String script(String name, int indent) throws IOException {
    var lines = new StringBuilder();
    for (var line : Files.readAllLines(FOLDER.resolve(name))) {
      lines.append(line.isEmpty() ? "" : " ".repeat(indent) + line).append('\n');
    }
    return lines.toString().stripTrailing();
  }
}
