// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static dev.operators.appmesh.fixture.SdkRequests.MESH;
import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static dev.operators.appmesh.fixture.SdkRequests.listening;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.NotFoundException;
import software.amazon.awssdk.services.appmesh.model.TagRef;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayData;

/**
 * A client that writes to gateways of its own and knows what was acknowledged. What was under way
 * when the connection broke may have happened, or not.
 */
final class Witness {

  /**
   * A gateway at a moment.
   *
   * @param uid null where the answer to its creation was lost
   */
  private record State(@Nullable String uid, long version, int port, Map<String, String> tags) {

    boolean matches(State seen) {
      return (uid == null || uid.equals(seen.uid))
          && version == seen.version
          && port == seen.port
          && tags.equals(seen.tags);
    }
  }

  private record Creation(String token, int port) {}

  private static final class Memory {
    final String name;
    Creation creation = new Creation("", 0);
    Optional<State> known = Optional.empty();
    List<Optional<State>> possible = new ArrayList<>(List.of(Optional.empty()));

    Memory(String name) {
      this.name = name;
    }
  }

  private final List<Memory> memories;
  private final Random random;
  private int acknowledged;

  Witness(String name, int gateways, long seed) {
    random = new Random(seed);
    memories = IntStream.range(0, gateways).mapToObj(i -> new Memory(name + "-" + i)).toList();
  }

  /** How many writes were acknowledged. */
  int acknowledged() {
    return acknowledged;
  }

  /** The names of the gateways that are there. */
  List<String> present() {
    return memories.stream().filter(it -> it.known.isPresent()).map(it -> it.name).toList();
  }

  /** Writes until the connection breaks. */
  void work(AppMeshClient sdk) {
    try {
      while (true) {
        write(sdk, memories.get(random.nextInt(memories.size())));
        acknowledged++;
      }
    } catch (SdkClientException e) {
      assertThat(e).hasMessageContaining("Unable to execute HTTP request");
    }
  }

  private void write(AppMeshClient sdk, Memory memory) {
    var name = memory.name;
    var port = 1 + random.nextInt(65_535);
    if (memory.known.isEmpty()) {
      memory.creation = new Creation(UUID.randomUUID().toString(), port);
      intend(memory, Optional.of(new State(null, 1, port, created(port))));
      acknowledge(memory, Optional.of(create(sdk, name, memory.creation)));
      return;
    }
    var now = memory.known.get();
    switch (random.nextInt(8)) {
      case 0 -> {
        intend(memory, Optional.empty());
        sdk.deleteVirtualGateway(it -> it.meshName(MESH).virtualGatewayName(name));
        acknowledge(memory, Optional.empty());
      }
      case 1, 2 -> {
        var tags = new TreeMap<>(now.tags);
        tags.put("k" + random.nextInt(5), "" + port);
        var after = Optional.of(new State(now.uid, now.version, now.port, tags));
        intend(memory, after);
        sdk.tagResource(it -> it.resourceArn(arn(name)).tags(refs(tags)));
        acknowledge(memory, after);
      }
      default -> {
        var after = Optional.of(new State(now.uid, now.version + 1, port, now.tags));
        intend(memory, after);
        sdk.updateVirtualGateway(
            it -> it.meshName(MESH).virtualGatewayName(name).spec(listening(port)));
        acknowledge(memory, after);
      }
    }
  }

  private static void intend(Memory memory, Optional<State> after) {
    memory.possible.add(after);
  }

  private static void acknowledge(Memory memory, Optional<State> state) {
    memory.known = state;
    memory.possible = new ArrayList<>(List.of(state));
  }

  /** Compares what there is with what was acknowledged, and repeats each creation. */
  void verify(AppMeshClient sdk) {
    memories.forEach(
        memory -> {
          var seen = describe(sdk, memory.name);
          assertThat(memory.possible)
              .as("%s, which is %s", memory.name, seen)
              .anyMatch(
                  it ->
                      it.isPresent() == seen.isPresent()
                          && it.stream().allMatch(s -> s.matches(seen.get())));
          acknowledge(memory, seen);
          if (seen.isPresent()) {
            var replayed = create(sdk, memory.name, memory.creation);
            assertThat(replayed.uid).isEqualTo(seen.get().uid);
            assertThat(replayed.version).isEqualTo(1);
          }
        });
  }

  private static State create(AppMeshClient sdk, String name, Creation creation) {
    var tags = created(creation.port);
    var made =
        sdk.createVirtualGateway(
                gateway(name, creation.port)
                    .andThen(it -> it.clientToken(creation.token).tags(refs(tags))))
            .virtualGateway();
    return state(made, tags);
  }

  private static Optional<State> describe(AppMeshClient sdk, String name) {
    try {
      var found =
          sdk.describeVirtualGateway(it -> it.meshName(MESH).virtualGatewayName(name))
              .virtualGateway();
      var tags = new TreeMap<String, String>();
      sdk.listTagsForResource(it -> it.resourceArn(arn(name)))
          .tags()
          .forEach(tag -> tags.put(tag.key(), tag.value()));
      return Optional.of(state(found, tags));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  private static State state(VirtualGatewayData data, Map<String, String> tags) {
    var port = data.spec().listeners().getFirst().portMapping().port();
    return new State(data.metadata().uid(), data.metadata().version(), port, tags);
  }

  private static Map<String, String> created(int port) {
    return Map.of("created", "" + port);
  }

  private static List<TagRef> refs(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> TagRef.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static String arn(String name) {
    return "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/" + name;
  }
}
