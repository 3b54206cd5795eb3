// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8585, 127.0.0.1, 8585, true",
    "localhost:0, localhost, 0, true",
    "[::1]:80, ::1, 80, true",
    "0.0.0.0:80, 0.0.0.0, 80, false",
    "[::]:80, ::, 80, false",
    "192.0.2.1:80, 192.0.2.1, 80, false",
  })
  void addressIsRead(String text, String host, int port, boolean loopback) {
    var address = ListenAddress.parse(text);

    assertThat(address).isEqualTo(new ListenAddress(host, port)).hasToString(text);
    assertThat(address.isLoopback()).isEqualTo(loopback);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", ":80", "a:", "a:b", "a:65536", "a:123456", "::1:80", "a b:1"})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOST:PORT");
  }

  @Test
  void portHasItsRange() {
    assertThat(ListenAddress.parse("a:65535").port()).isEqualTo(65535);
  }
}
