// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import dev.operators.appmesh.envoy.Configuration;
import java.util.Map;
import java.util.stream.Stream;

/** The messages of a configuration, for benchmarks. */
public final class ConfigurationMessages {

  private ConfigurationMessages() {}

  /** Makes the messages, as they are sent to Envoys, and counts their bytes. */
  public static int bytes(Configuration configuration) {
    var made = Messages.snapshot(configuration);
    return Stream.of(
            made.clusters(), made.endpoints(), made.secrets(), made.listeners(), made.routes())
        .map(Map::values)
        .flatMap(messages -> messages.stream())
        .mapToInt(message -> message.content().getValue().size())
        .sum();
  }
}
