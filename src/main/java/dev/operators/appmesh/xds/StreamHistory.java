// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** The history of all gateways, for as long as an Envoy may take to come back. */
final class StreamHistory {

  private static final Duration MEMORY = Duration.ofMinutes(10);

  private static final int MAX_BYTES = 32 << 20;
  private static final int MAX_DOUBTS = 10_000;

  private record Key(GatewayName gateway, String version) {}

  private final Cache<Key, History.Held> held =
      Caffeine.newBuilder()
          .expireAfterWrite(MEMORY)
          .maximumWeight(MAX_BYTES)
          .<Key, History.Held>weigher((_, it) -> bytes(it))
          .build();
  private final Cache<Key, Boolean> doubtful =
      Caffeine.newBuilder().expireAfterWrite(MEMORY).maximumSize(MAX_DOUBTS).build();

  private static int bytes(History.Held held) {
    return bytes(held.certain().values())
        + bytes(held.possible().values())
        + bytes(held.endpoints().values());
  }

  private static int bytes(Collection<Message> messages) {
    return messages.stream().mapToInt(it -> it.content().getSerializedSize()).sum();
  }

  /** That of one gateway. */
  History of(GatewayName gateway) {
    return new History() {
      @Override
      public Optional<Held> find(String version) {
        return Optional.ofNullable(held.getIfPresent(new Key(gateway, version)));
      }

      @Override
      public void put(String version, Held what) {
        held.put(new Key(gateway, version), what);
      }

      @Override
      public boolean isDoubtful(ResourceType type, String version) {
        return doubtful.getIfPresent(new Key(gateway, type + version)) != null;
      }

      @Override
      public void doubt(ResourceType type, String version) {
        doubtful.put(new Key(gateway, type + version), true);
      }
    };
  }
}
