// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendsTest {

  @Test
  void readsTheOptionsOfEachBackend() {
    assertThat(parse("app=app.example:443,tls,sni=gw.example,web=[::1]:80,prefix=/web,tls=false"))
        .containsExactly(
            new ExportBackend("app", "app.example", 443, "/", true, "gw.example", null),
            new ExportBackend("web", "::1", 80, "/web", false, null, null));
    assertThat(parse("app=app.example,port-name=https"))
        .containsExactly(new ExportBackend("app", "app.example", null, "/", null, null, "https"));
    assertThat(Backends.parse(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "app                     | 'app': not NAME=HOST:PORT, nor prefix, tls, sni or port-name",
        "App=a:1                 | 'App=a:1': a name has 1 to 63 of a-z, 0-9 and -",
        "prefix=/web             | 'prefix=/web': there is no backend that it could be of",
        "app=a:0                 | 'app=a:0': no port 1 to 65535",
        "app=a:70000             | 'app=a:70000': no port 1 to 65535",
        "app=a:b                 | 'app=a:b': not NAME=HOST:PORT",
        "app=                    | 'app=': not NAME=HOST:PORT",
        "app=a:1,app=b:1         | 'app=b:1': there is a backend of that name",
        "app=a:1,prefix=web      | 'prefix=web': a prefix begins with /",
        "app=a:1,tls=maybe       | 'tls=maybe': neither true nor false",
        "app=a:1,tls,tls=false   | 'tls=false': said twice of one backend",
        "app=a:1,sni             | 'sni': has no value",
        "app=a:1,sni=            | 'sni': has no value",
      })
  void reportsWhatIsWrong(String backends, String message) {
    assertThatThrownBy(() -> parse(backends))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static List<ExportBackend> parse(String items) {
    return Backends.parse(List.of(items.split(",")));
  }
}
