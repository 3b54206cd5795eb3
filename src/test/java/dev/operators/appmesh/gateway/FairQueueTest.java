// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairQueueTest {

  private final FairQueue<String> queue = new FairQueue<>();

  /** A letter is a namespace, in small for background items; the number tells items apart. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "A1 A2 A3, A1 A2 A3",
    "A1 A2 A3 B1, A1 B1 A2 A3",
    "A1 A2 A3 B1 C1 B2, A1 B1 C1 A2 B2 A3",
    "a1 A2 a3 A4, A2 A4 a1 a3",
    "a1 a2 B1 A3, A3 B1 a1 a2",
    "A1 A2 b1 B2 b3, A1 B2 A2 b1 b3"
  })
  void namespacesTakeTurns(String added, String order) {
    words(added).forEach(this::add);

    assertThat(polled()).containsExactlyElementsOf(words(order));
    assertThat(queue.size()).isZero();
  }

  @Test
  void oneItemWaitsForOneOfEachOtherNamespace() {
    IntStream.range(0, 10_000).forEach(i -> add("A" + i));
    IntStream.range(0, 100).forEach(i -> add("B" + i));
    add("C0");

    assertThat(List.of(next(), next(), next())).containsExactly("A0", "B0", "C0");
  }

  @Test
  void whoComesBackComesLast() {
    words("A1 A2 B1 B2 C1").forEach(this::add);
    assertThat(List.of(next(), next(), next())).containsExactly("A1", "B1", "C1");

    add("C2");

    assertThat(polled()).containsExactly("A2", "B2", "C2");
  }

  @Test
  void whoLeavesTakesNobodysTurn() {
    words("A1 A2 B1 B2").forEach(this::add);

    queue.remove("B", "B1");
    queue.remove("A", "A2");
    queue.remove("A", "A2");
    queue.remove("D", "D1");

    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.first()).isEqualTo("A1");
    assertThat(polled()).containsExactly("A1", "B2");
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private void add(String item) {
    var letter = item.substring(0, 1);
    var requested = letter.equals(letter.toUpperCase(Locale.ROOT));
    queue.add(
        letter.toUpperCase(Locale.ROOT),
        requested ? Priority.REQUESTED : Priority.BACKGROUND,
        item);
  }

  private String next() {
    return String.valueOf(queue.poll());
  }

  private List<String> polled() {
    var all = new ArrayList<String>();
    for (var item = queue.poll(); item != null; item = queue.poll()) {
      all.add(item);
    }
    return all;
  }
}
