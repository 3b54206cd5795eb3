// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store that ends with the process. */
final class MemoryStore implements Store {
  private final ReentrantLock lock = new ReentrantLock();
  private final Content content = new Tables();

  @Override
  public <T> T atomically(Function<Content, T> work) {
    lock.lock();
    try {
      return work.apply(content);
    } finally {
      lock.unlock();
    }
  }

  private record TokenKey(Operation operation, String token) {}

  private static final class Tables implements Content {
    private final Map<@Nullable ResourceName, NavigableMap<String, Resource>> byParent =
        new HashMap<>();
    private final SequencedMap<TokenKey, Remembered> calls = new LinkedHashMap<>();

    @Override
    public Optional<Resource> find(ResourceName name) {
      return Optional.ofNullable(siblings(name.parent()).get(name.own()));
    }

    @Override
    public void put(Resource resource) {
      byParent
          .computeIfAbsent(resource.name().parent(), _ -> new TreeMap<>())
          .put(resource.name().own(), resource);
    }

    @Override
    public void remove(ResourceName name) {
      byParent.computeIfPresent(
          name.parent(),
          (_, siblings) -> {
            siblings.remove(name.own());
            return siblings.isEmpty() ? null : siblings;
          });
    }

    @Override
    public List<Resource> children(@Nullable ResourceName parent, String after, int limit) {
      return siblings(parent).tailMap(after, false).values().stream().limit(limit).toList();
    }

    @Override
    public Optional<Remembered> remembered(Operation operation, String token) {
      return Optional.ofNullable(calls.get(new TokenKey(operation, token)));
    }

    @Override
    public void remember(Remembered call) {
      calls.putLast(new TokenKey(call.operation(), call.token()), call);
    }

    @Override
    public void forget(Instant time) {
      var oldest = calls.values().iterator();
      while (oldest.hasNext() && oldest.next().at().isBefore(time)) {
        oldest.remove();
      }
    }

    private NavigableMap<String, Resource> siblings(@Nullable ResourceName parent) {
      return byParent.getOrDefault(parent, new TreeMap<>());
    }
  }
}
