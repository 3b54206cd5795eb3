// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands on a page of the docs: what stands between fences that say {@code sh}.
 *
 * @param fences the words behind the opening fences
 * @param commands those below each heading of the second level
 */
record PageCommands(List<String> fences, Map<String, String> commands) {

  private static final String FENCE = "```";

  static PageCommands of(Path page) throws IOException {
    var fences = new ArrayList<String>();
    var commands = new LinkedHashMap<String, String>();
    var heading = "";
    String fence = null;
    for (var line : Files.readAllLines(page)) {
      if (fence == null && line.startsWith("## ")) {
        heading = line.substring(3);
        commands.put(heading, "");
      } else if (line.startsWith(FENCE)) {
        fence = fence == null ? line.substring(FENCE.length()) : null;
        if (fence != null) {
          fences.add(fence);
        }
      } else if ("sh".equals(fence)) {
        commands.merge(heading, line + "\n", String::concat);
      }
    }
    return new PageCommands(List.copyOf(fences), commands);
  }

  /** The commands below a heading; there must be some. */
  String below(String heading) {
    var found = commands.getOrDefault(heading, "");
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no commands below " + heading);
    }
    return found;
  }
}
