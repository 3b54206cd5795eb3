// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTest {

  private static final Tags EARLIER = Tags.of(Map.of("kept", "1", "changed", "1", "gone", "1"));
  private static final Tags NOW = Tags.of(Map.of("kept", "1", "changed", "2", "new", ""));

  /** App Mesh counts characters, not the two units that Java stores an emoji in. */
  @ParameterizedTest
  @CsvSource({
    "128, 256, true",
    "129, 256, false",
    "128, 257, false",
  })
  void limitsCountCodePoints(int key, int value, boolean allowed) {
    for (var character : List.of("x", "\u00e9", "\ud83d\udeaa")) {
      var tags = Tags.of(Map.of(character.repeat(key), character.repeat(value)));

      assertThat(tags.problems().isEmpty()).as(character).isEqualTo(allowed);
    }
  }

  @Test
  void argumentOverridesReceiver() {
    assertThat(EARLIER.with(NOW).values())
        .containsExactly(
            Map.entry("changed", "2"),
            Map.entry("gone", "1"),
            Map.entry("kept", "1"),
            Map.entry("new", ""));
    assertThat(EARLIER.values()).containsEntry("changed", "1");
  }

  @Test
  void areImmutable() {
    var values = new HashMap<>(Map.of("a", "1"));
    var tags = Tags.of(values);
    values.clear();

    assertThat(tags.isEmpty()).isFalse();
    assertThat(Tags.NONE.isEmpty()).isTrue();
    assertThatThrownBy(() -> tags.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
