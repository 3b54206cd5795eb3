// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Configurations of a few names, whose content is any text. One that has {@code bad} in it is
 * rejected by a {@link SimulatedEnvoy}.
 */
record RandomSnapshots(Random random) {

  private static final List<String> CLUSTERS = List.of("c_a", "c_b", "c_bc", "c_d", "c_e");

  /** What a resource is, as a text. */
  static String text(Message message) {
    return message.content().getValue().toStringUtf8();
  }

  static Message message(String text, Set<String> clusters) {
    var content = Any.newBuilder().setValue(ByteString.copyFromUtf8(text)).build();
    return new Message(content, Versions.of(text.getBytes(UTF_8)), Set.copyOf(clusters));
  }

  /** Any; of a few, so that what was there once comes again. */
  Snapshot next(boolean good) {
    var clusters = new LinkedHashMap<String, Message>();
    var endpoints = new LinkedHashMap<String, Message>();
    for (var name : CLUSTERS) {
      if (random.nextInt(3) > 0) {
        // The endpoints of the first two are found by EDS.
        clusters.put(name, message(name + random.nextInt(2) + bad(good), Set.of()));
        if (CLUSTERS.indexOf(name) < 2) {
          endpoints.put(name, message("at " + random.nextInt(3), Set.of()));
        }
      }
    }
    var secrets = new LinkedHashMap<String, Message>();
    var listeners = new LinkedHashMap<String, Message>();
    var routes = new LinkedHashMap<String, Message>();
    for (var name : List.of("egress", "ingress")) {
      if (random.nextInt(6) > 0) {
        listeners.put(name, message(name + random.nextInt(2) + bad(good), Set.of()));
        secrets.put(name, message("files " + random.nextInt(3), Set.of()));
        var to = new ArrayList<>(clusters.keySet());
        to.removeIf(_ -> random.nextBoolean());
        routes.put(name, message(to + bad(good), Set.copyOf(to)));
      }
    }
    return new Snapshot(clusters, endpoints, secrets, listeners, routes);
  }

  private String bad(boolean good) {
    return !good && random.nextInt(12) == 0 ? " bad" : "";
  }
}
