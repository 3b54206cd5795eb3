// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {

  private static final Tags EARLIER = Tags.of(Map.of("kept", "1", "changed", "1", "gone", "1"));
  private static final Tags NOW = Tags.of(Map.of("kept", "1", "changed", "2", "new", ""));

  @Test
  void changesAreNewTagsAndNewValues() {
    assertThat(NOW.changedSince(EARLIER)).isEqualTo(Tags.of(Map.of("changed", "2", "new", "")));
    assertThat(NOW.changedSince(Tags.NONE)).isEqualTo(NOW);
    assertThat(NOW.changedSince(NOW)).isEqualTo(Tags.NONE);
  }

  @Test
  void removedTagsAreThoseMissingNow() {
    assertThat(NOW.removedSince(EARLIER)).containsExactly("gone");
    assertThat(Tags.NONE.removedSince(EARLIER)).containsExactly("changed", "gone", "kept");
    assertThat(NOW.removedSince(Tags.NONE)).isEmpty();
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
    assertThatThrownBy(() -> Tags.NONE.removedSince(tags).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
