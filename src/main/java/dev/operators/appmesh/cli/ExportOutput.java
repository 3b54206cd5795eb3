// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.manifest.YamlText;
import dev.operators.appmesh.migrate.export.Exported;
import dev.operators.appmesh.migrate.export.SourceGateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of an export.
 *
 * @param folder receives a file for each gateway; null writes all to standard output
 */
record ExportOutput(@Nullable Path folder) {

  /** Writes the exported gateways; both lists have the same order. */
  void write(List<SourceGateway> gateways, List<Exported> exported, PrintWriter out)
      throws IOException {
    if (folder == null) {
      exported.forEach(it -> out.print(YamlText.write(it.documents())));
      out.flush();
      return;
    }
    Files.createDirectories(folder);
    for (int i = 0; i < gateways.size(); i++) {
      var file = folder.resolve(fileName(gateways.get(i)));
      Files.writeString(file, YamlText.write(exported.get(i).documents()));
      out.println(file);
    }
    out.flush();
  }

  /**
   * Messages about gateways that would become objects of the same name; empty if there are none.
   */
  static List<String> clashes(List<SourceGateway> gateways, List<Exported> exported) {
    var owners = new HashMap<Object, SourceGateway>();
    var clashes = new LinkedHashSet<String>();
    for (int i = 0; i < gateways.size(); i++) {
      for (var document : exported.get(i).documents()) {
        var name = Arrays.asList(document.get("kind"), document.get("metadata"));
        var other = owners.putIfAbsent(name, gateways.get(i));
        if (document.containsKey("metadata") && other != null && !other.equals(gateways.get(i))) {
          clashes.add(
              "%s and %s would become objects of the same name: rename one"
                  .formatted(other.resource(), gateways.get(i).resource()));
        }
      }
    }
    return List.copyOf(clashes);
  }

  private static String fileName(SourceGateway gateway) {
    var namespace = gateway.namespace();
    return (namespace == null ? "" : namespace + "_") + gateway.name() + ".yaml";
  }
}
