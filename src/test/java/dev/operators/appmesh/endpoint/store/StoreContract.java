// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.operations.Operations;
import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Store.Remembered;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.rules.RuleBook;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store does, whatever its database. Each test begins with an empty one. */
interface StoreContract {
  Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  ResourceName MESH = ResourceName.mesh("apps");
  ResourceName GATEWAY = gateway(MESH, "gw");
  int THREADS = 8;

  Store store();

  /** A store on the same database; the same one where only one can be open. */
  Store other();

  static ResourceName gateway(ResourceName mesh, String own) {
    return new ResourceName(ResourceKind.VIRTUAL_GATEWAY, mesh, own);
  }

  static Resource resource(ResourceName name) {
    return Resource.created(name, Map.of(), Tags.NONE, NOW);
  }

  static Optional<Resource> find(Store store, ResourceName name) {
    return store.read(view -> view.find(name));
  }

  static void put(Store store, ResourceName... names) {
    store.atomically(
        content -> {
          for (var name : names) {
            content.put(resource(name));
          }
          return names;
        });
  }

  @Test
  default void whatIsPutIsFoundAsItWas() {
    var spec =
        Map.<String, Object>of(
            "text",
            "\"quoted\" \\ 'é' 🚪 \u0000 \n",
            "number",
            1L,
            "large",
            1L << 60,
            "fraction",
            0.25,
            "flag",
            true,
            "empty",
            Map.of(),
            "list",
            List.of(List.of(), Map.of("a", List.of(1L, "b"))));
    var tags = Tags.of(Map.of("k", "", "ключ", "🚪"));
    var mesh = ResourceName.mesh("it's 'quoted' \"日本\" 🚪 %_");
    var name = gateway(mesh, "gw");
    var put = new Resource(name, "uid", 1L << 40, NOW, NOW.plusMillis(1), "ACTIVE", spec, tags);

    store()
        .atomically(
            content -> {
              content.put(put);
              return put;
            });

    assertThat(find(other(), name)).contains(put);
    assertThat(find(other(), mesh)).isEmpty();
  }

  @Test
  default void putReplacesAndRemoveRemoves() {
    put(store(), MESH, GATEWAY);
    var changed = resource(GATEWAY).updated(Map.of("a", 1L), NOW.plusSeconds(1));

    store()
        .atomically(
            content -> {
              content.put(changed);
              return changed;
            });
    assertThat(find(other(), GATEWAY)).contains(changed);

    store()
        .atomically(
            content -> {
              content.remove(GATEWAY);
              return changed;
            });
    assertThat(find(other(), GATEWAY)).isEmpty();
    assertThat(find(other(), MESH)).isPresent();
  }

  @Test
  default void childrenAreInTheOrderOfTheirBytes() {
    // By UTF-16, as Java compares, the door would come before the tilde.
    var names = List.of("B", "_", "a", "a b", "a-b", "ab", "z", "é", "～", "🚪");
    var shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled);
    put(store(), shuffled.stream().map(name -> gateway(MESH, name)).toArray(ResourceName[]::new));
    put(store(), MESH, ResourceName.mesh("apps2"), gateway(ResourceName.mesh("apps2"), "c"));

    assertThat(children(MESH, "", 100)).isEqualTo(names);
    assertThat(children(MESH, "a-b", 3)).containsExactly("ab", "z", "é");
    assertThat(children(MESH, "a c", 1)).containsExactly("a-b");
    assertThat(children(MESH, "🚪", 100)).isEmpty();
    assertThat(children(null, "", 100)).containsExactly("apps", "apps2");
    assertThat(children(ResourceName.mesh("app"), "", 100)).isEmpty();
  }

  private List<String> children(@Nullable ResourceName parent, String after, int limit) {
    var kind = parent == null ? ResourceKind.MESH : ResourceKind.VIRTUAL_GATEWAY;
    return store().read(view -> view.children(kind, parent, after, limit)).stream()
        .map(child -> child.name().own())
        .toList();
  }

  @Test
  default void nameIsTakenOnceForEachKind() {
    var same = kinds("same");
    put(store(), MESH);
    put(store(), same.toArray(ResourceName[]::new));

    assertThat(same).allSatisfy(name -> assertThat(find(other(), name)).isPresent());
    assertThat(children(MESH, "", 100)).containsExactly("same");
    assertThat(store().<Integer>read(view -> view.count(ResourceKind.VIRTUAL_NODE, MESH))).isOne();

    store()
        .atomically(
            content -> {
              content.remove(same.getFirst());
              return MESH;
            });
    assertThat(find(other(), same.getFirst())).isEmpty();
    assertThat(find(other(), same.getLast())).isPresent();
  }

  /** One of each kind, all with this name, in the mesh {@code apps}. */
  private static List<ResourceName> kinds(String own) {
    return Stream.of(ResourceKind.values())
        .filter(kind -> kind != ResourceKind.MESH)
        .map(
            kind ->
                new ResourceName(
                    kind,
                    kind.parent() == ResourceKind.MESH
                        ? MESH
                        : new ResourceName(Objects.requireNonNull(kind.parent()), MESH, own),
                    own))
        .toList();
  }

  @Test
  default void meshIsReadWhole() {
    var near = List.of("app", "apps ", "apps-", "apps0");
    near.forEach(
        name -> put(store(), ResourceName.mesh(name), gateway(ResourceName.mesh(name), "x")));
    put(store(), MESH);
    put(store(), kinds("b").toArray(ResourceName[]::new));
    put(store(), kinds("a").toArray(ResourceName[]::new));

    var whole = store().read(view -> view.whole(MESH)).stream().map(Resource::name).toList();

    assertThat(whole).hasSize(1 + 2 * 6).doesNotHaveDuplicates().startsWith(MESH);
    assertThat(whole).allSatisfy(name -> assertThat(name.mesh()).isEqualTo(MESH));
    assertThat(whole.subList(1, 9)).allSatisfy(name -> assertThat(name.parent()).isEqualTo(MESH));
    assertThat(whole.subList(9, 13))
        .extracting(name -> ResourceName.path(name) + " " + name.kind())
        .containsExactly(
            "apps/a/a GATEWAY_ROUTE", "apps/a/a ROUTE", "apps/b/b GATEWAY_ROUTE", "apps/b/b ROUTE");
    assertThat(store().<List<Resource>>read(view -> view.whole(ResourceName.mesh("none"))))
        .isEmpty();
  }

  @Test
  default void specsThatNameSomethingAreFound() {
    var route = new ResourceName(ResourceKind.GATEWAY_ROUTE, GATEWAY, "r");
    var other = new ResourceName(ResourceKind.GATEWAY_ROUTE, GATEWAY, "s");
    var elsewhere =
        new ResourceName(
            ResourceKind.GATEWAY_ROUTE, gateway(ResourceName.mesh("apps2"), "gw"), "r");
    var name = "a \"b\" \\ %_é";
    store()
        .atomically(
            content -> {
              content.put(resource(route).updated(Map.of("a", List.of(Map.of("b", name))), NOW));
              content.put(resource(other).updated(Map.of("a", name + "x"), NOW));
              content.put(resource(elsewhere).updated(Map.of("a", name), NOW));
              return MESH;
            });

    assertThat(naming(name, ResourceKind.GATEWAY_ROUTE)).containsExactly(route);
    assertThat(naming(name, ResourceKind.ROUTE)).isEmpty();
    assertThat(naming("other", ResourceKind.GATEWAY_ROUTE)).isEmpty();
  }

  private List<ResourceName> naming(String name, ResourceKind kind) {
    return store().read(view -> view.naming(name, kind, MESH)).stream()
        .map(Resource::name)
        .toList();
  }

  @Test
  default void changesInAMeshAreCountedForAllWhoShareIt() {
    var told = new AtomicInteger();
    store().afterWrites(told::incrementAndGet);
    put(store(), MESH, GATEWAY);
    var before = other().read(Store.View::revisions);

    put(store(), gateway(MESH, "another"));
    put(store(), ResourceName.mesh("other"));
    var after = other().read(Store.View::revisions);

    assertThat(after.get("apps")).isGreaterThan(before.get("apps"));
    assertThat(after).containsKey("other");
    assertThat(told).hasValue(3);
    assertThatThrownBy(
            () ->
                store()
                    .atomically(
                        content -> {
                          content.remove(GATEWAY);
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    assertThat(other().read(Store.View::revisions)).isEqualTo(after);
    assertThat(told).hasValue(3);

    store()
        .atomically(
            content -> {
              content.remove(GATEWAY);
              return GATEWAY;
            });
    assertThat(other().read(Store.View::revisions).get("apps")).isGreaterThan(after.get("apps"));
  }

  @Test
  default void stepThatThrowsDoesNothing() {
    assertThatThrownBy(
            () ->
                store()
                    .atomically(
                        content -> {
                          content.put(resource(MESH));
                          content.remember(remembered("t", NOW));
                          throw ApiError.badRequest("no");
                        }))
        .isInstanceOf(ApiError.class);

    assertThat(find(store(), MESH)).isEmpty();
    assertThat(recall("t")).isEmpty();
  }

  @Test
  default void callsAreRememberedByOperationAndTokenUntilForgotten() {
    remember(remembered("old", NOW), remembered("new", NOW.plusMillis(1)));
    assertThat(recall("old")).contains(remembered("old", NOW));
    assertThat(recall(Operation.UPDATE_VIRTUAL_GATEWAY, "old")).isEmpty();

    var later =
        new Remembered(Operation.CREATE_VIRTUAL_GATEWAY, "old", "r2", ANSWER, NOW.plusMillis(2));
    remember(later);
    assertThat(recall("old")).contains(later);

    store()
        .atomically(
            content -> {
              content.forget(NOW.plusMillis(2));
              return later;
            });
    assertThat(recall("old")).isPresent();
    assertThat(recall("new")).isEmpty();
  }

  Resource ANSWER = resource(GATEWAY).updated(Map.of("a", List.of("b")), NOW);

  private static Remembered remembered(String token, Instant at) {
    return new Remembered(Operation.CREATE_VIRTUAL_GATEWAY, token, "r", ANSWER, at);
  }

  private void remember(Remembered... calls) {
    store()
        .atomically(
            content -> {
              List.of(calls).forEach(content::remember);
              return calls;
            });
  }

  private Optional<Remembered> recall(String token) {
    return recall(Operation.CREATE_VIRTUAL_GATEWAY, token);
  }

  private Optional<Remembered> recall(Operation operation, String token) {
    return other().atomically(content -> content.remembered(operation, token));
  }

  @Test
  default void readingDoesNotWaitForAStepThatWrites() throws InterruptedException {
    put(store(), MESH);
    var written = new CountDownLatch(1);
    var read = new CountDownLatch(1);
    var writer =
        Thread.startVirtualThread(
            () ->
                store()
                    .atomically(
                        content -> {
                          content.remove(MESH);
                          written.countDown();
                          await(read);
                          return MESH;
                        }));
    written.await();

    assertThat(find(store(), MESH)).isPresent();
    assertThat(find(other(), MESH)).isPresent();

    read.countDown();
    writer.join();
    assertThat(find(other(), MESH)).isEmpty();
  }

  @Test
  default void oneOfManyCreationsOfANameWins() {
    var results =
        inParallel(
            i ->
                storeOf(i)
                    .atomically(
                        content -> {
                          if (content.find(MESH).isPresent()) {
                            return "taken";
                          }
                          content.put(resource(MESH));
                          return "made";
                        }));

    assertThat(results).containsOnlyOnce("made").containsOnly("made", "taken");
  }

  @Test
  default void updatesGetVersionsWithoutGaps() {
    put(store(), MESH);

    var versions =
        inParallel(
                i ->
                    IntStream.range(0, 10)
                        .mapToObj(
                            _ ->
                                storeOf(i)
                                    .atomically(
                                        content -> {
                                          var next =
                                              content
                                                  .find(MESH)
                                                  .orElseThrow()
                                                  .updated(Map.of(), NOW);
                                          content.put(next);
                                          return next.version();
                                        }))
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, 1 + THREADS * 10).boxed().toList());
  }

  @Test
  default void oneTokenHasOneEffect() {
    var call =
        new Call(
            Operation.CREATE_MESH,
            Map.of(ResourceKind.MESH, "apps"),
            "token",
            "/",
            Map.of(),
            Map.of());
    var account = new Account("us-west-2", "123456789012");
    var rules = RuleBook.shipped();
    var clock = Clock.systemUTC();

    var answers =
        inParallel(i -> new Operations(account, Map.of(), storeOf(i), rules, clock).answer(call));

    assertThat(answers.stream().distinct()).hasSize(1);
    assertThat(answers.getFirst().get("metadata"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("uid", find(store(), MESH).orElseThrow().uid());
  }

  /** Each looks at what the other changes: done at the same time, both would be wrong. */
  @Test
  default void meshIsNotDeletedWhileAGatewayIsMadeInIt() {
    for (int round = 0; round < 20; round++) {
      put(store(), MESH);
      inParallel(i -> i % 2 == 0 ? deleteIfEmpty(storeOf(i / 2)) : makeIfThere(storeOf(i / 2)));

      assertThat(find(store(), GATEWAY).isPresent()).isEqualTo(find(store(), MESH).isPresent());
      store()
          .atomically(
              content -> {
                content.remove(GATEWAY);
                return MESH;
              });
    }
  }

  private static boolean deleteIfEmpty(Store store) {
    return store.atomically(
        content -> {
          var empty = content.children(ResourceKind.VIRTUAL_GATEWAY, MESH, "", 1).isEmpty();
          if (empty) {
            content.remove(MESH);
          }
          return empty;
        });
  }

  private static boolean makeIfThere(Store store) {
    return store.atomically(
        content -> {
          var there = content.find(MESH).isPresent();
          if (there) {
            content.put(resource(GATEWAY));
          }
          return there;
        });
  }

  private Store storeOf(int i) {
    return i % 2 == 0 ? store() : other();
  }

  private static <T> List<T> inParallel(IntFunction<T> work) {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var results =
          IntStream.range(0, THREADS)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return work.apply(i);
                          }))
              .toList();
      start.countDown();
      var values = new ArrayList<T>();
      for (var result : results) {
        values.add(result.get());
      }
      return values;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
