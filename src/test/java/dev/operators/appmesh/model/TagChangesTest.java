// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagChangesTest {

  @ParameterizedTest
  @CsvSource({
    // wanted, held, applied, put, remove
    "'', '', '', '', ''",
    "a=1, '', '', a=1, ''",
    "a=1, a=1, '', '', ''",
    "a=1, a=2, '', a=1, ''",
    "a=, '', '', a=, ''",
    "a=, a=1, '', a=, ''",
    "'', foreign=x, '', '', ''",
    "'', old=1, old=1, '', old",
    "'', old=2, old=1, '', old",
    "'', '', old=1, '', ''",
    "a=1, old=1 foreign=x, old=1, a=1, old",
    "a=1, a=1, a=0, '', ''",
  })
  void onlyTagsOfTheResourceChange(
      String wanted, String held, String applied, String put, String remove) {
    var changes = TagChanges.between(tags(wanted), tags(held), tags(applied));

    assertThat(changes.put()).isEqualTo(tags(put));
    assertThat(String.join(" ", changes.remove())).isEqualTo(remove);
    assertThat(changes.isEmpty()).isEqualTo(put.isEmpty() && remove.isEmpty());
  }

  @Test
  void differencesAreJsonWithTheActualValue() {
    var changes =
        TagChanges.between(tags("new=1 team=core"), tags("old=x team=edge"), tags("old=x"));

    assertThat(changes.differences())
        .containsExactly(
            new Difference("tags[new]", "\"1\"", null),
            new Difference("tags[team]", "\"core\"", "\"edge\""),
            new Difference("tags[old]", null, "\"x\""));
    assertThat(changes.paths()).containsExactly("tags[new]", "tags[old]", "tags[team]");
    var quoted = TagChanges.between(Tags.of(Map.of("q", "say \"hi\"\n")), Tags.NONE, Tags.NONE);
    assertThat(quoted.differences())
        .containsExactly(new Difference("tags[q]", "\"say \\\"hi\\\"\\n\"", null));
  }

  private static Tags tags(String text) {
    return Tags.of(
        Arrays.stream(text.split(" "))
            .filter(it -> !it.isEmpty())
            .map(it -> it.split("=", -1))
            .collect(Collectors.toMap(it -> it[0], it -> it[1])));
  }
}
