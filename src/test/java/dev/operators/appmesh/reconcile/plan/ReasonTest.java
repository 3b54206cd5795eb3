// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReasonTest {

  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  /** No reason is missing, none is one that the program does not know, and each says what to do. */
  @Test
  void thePageExplainsExactlyTheseReasons() throws IOException {
    var rows =
        Files.readString(Path.of("docs/troubleshooting.md"))
            .lines()
            .dropWhile(line -> !line.startsWith("| reason | what it means | what to do |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.split(" \\| ", -1))
            .toList();

    assertThat(rows)
        .flatExtracting(cells -> NAME.matcher(cells[0]).results().map(it -> it.group(1)).toList())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::text).toList());
    assertThat(rows)
        .allSatisfy(
            cells -> {
              assertThat(cells).as(cells[0]).hasSize(4);
              assertThat(cells[1]).as("meaning of " + cells[0]).isNotBlank();
              assertThat(cells[2]).as("what to do about " + cells[0]).isNotBlank();
            });
  }

  @Test
  void onlyWhatWaitingDoesNotHelpStalls() {
    assertThat(Arrays.stream(Reason.values()).filter(Reason::stalls))
        .containsExactlyInAnyOrder(
            Reason.INVALID_SPEC, Reason.NOT_OWNED, Reason.CONNECTION_NOT_ALLOWED);
  }
}
