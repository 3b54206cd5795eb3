// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessKeysTest {

  @Test
  void everyLineIsAKey() {
    var keys =
        AccessKeys.parse(
            "# the operator's\n\nAKIA_1-a s3cret+/= full\r\n\t#x y z\n  ci \t t read-only");

    assertThat(keys.byId()).hasSize(2);
    assertThat(keys.find("AKIA_1-a")).contains(new AccessKey("AKIA_1-a", "s3cret+/=", false));
    assertThat(keys.find("ci")).contains(new AccessKey("ci", "t", true));
    assertThat(keys.find("x")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3cret | line 1 has 1 words instead of three: id, secret, and full or read-only",
        "id s3cret | line 1 has 2 words instead of three: id, secret, and full or read-only",
        "id s3cret full # ours | line 1 has 5 words instead of three: id, secret, and full or"
            + " read-only",
        "id full s3cret | line 1 does not end in full or read-only",
        "id s3cret Full | line 1 does not end in full or read-only",
        "s3cret/ id full | line 1 has an invalid id: 1 to 128 letters, digits, _ and - are allowed",
        "a s3cret full~a s3cret full | line 2 has the same id as an earlier line",
        "a~~b~c s3cret full | line 1 has 1 words instead of three: id, secret, and full or"
            + " read-only; line 3 has 1 words instead of three: id, secret, and full or read-only",
        "# | there is no key: add a line with id, secret, and full or read-only",
        "'' | there is no key: add a line with id, secret, and full or read-only",
      })
  void everyProblemIsToldWithItsLineAndWithoutItsWords(String lines, String problems) {
    assertThatThrownBy(() -> AccessKeys.parse(lines.replace('~', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problems)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void secretIsNotShown() {
    assertThat(AccessKeys.parse("id s3cret read-only").toString())
        .contains("id (read-only)")
        .doesNotContain("s3cret");
  }
}
