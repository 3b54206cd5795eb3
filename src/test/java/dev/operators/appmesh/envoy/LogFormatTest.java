// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Envoy 1.40 said of the same formats. */
class LogFormatTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "%%",
        "100%% %DURATION%",
        "%PROTOCOL%%DURATION%",
        "%REQ(X)%",
        "%REQ(X):5%",
        "%REQ(A?B)%",
        "%START_TIME(%Y-%m %%)%",
        "%CEL(f(x))%",
      })
  void acceptsValidFormats(String format) {

    assertThat(LogFormat.problem(format)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100%              | a % that begins no operator is written %%",
        "a % b             | a % that begins no operator is written %%",
        "%                 | a % that begins no operator is written %%",
        "%req(x)%          | a % that begins no operator is written %%",
        "%REQ(X%           | a % that begins no operator is written %%",
        "%RESPONSE_CODE    | a % that begins no operator is written %%",
        "%%RESPONSE_CODE%  | a % that begins no operator is written %%",
        "%NOSUCH%          | there is no operator %NOSUCH%",
        "%NOSUCH(X)%       | there is no operator %NOSUCH%",
        "%REQ%             | the operator REQ needs something in parentheses",
        "%REQ()%           | the operator REQ needs something in parentheses",
      })
  void reportsWhatEnvoyRefuses(String format, String problem) {
    assertThat(LogFormat.problem(format)).contains(problem);
  }

  @Test
  void acceptsTheStandardFormat() {
    assertThat(LogFormat.problem(LogFormat.STANDARD)).isEmpty();
  }
}
