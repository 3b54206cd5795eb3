// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.surroundings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which proxy a server is reached. */
class ProxiesTest {

  private static final URI AWS = URI.create("https://appmesh.us-west-2.amazonaws.com");

  @ParameterizedTest
  @CsvSource({
    "proxy.example, proxy.example, 80",
    "proxy.example:3128, proxy.example, 3128",
    "http://proxy.example, proxy.example, 80",
    "http://proxy.example:3128/, proxy.example, 3128",
    "HTTP://proxy.example:3128/path, proxy.example, 3128",
    "' 10.0.0.1:3128 ', 10.0.0.1, 3128",
    "http://[fd00::1]:3128, [fd00::1], 3128",
  })
  void proxyNeedsNeitherSchemeNorPort(String value, String host, int port) {
    assertThat(Proxies.of(Map.of("HTTPS_PROXY", value)).to(AWS))
        .contains(new HttpProxy(host, port, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "user:secret@proxy:1, user, secret",
    "http://user@proxy:1, user, ",
    "http://us%40er:p%3Aw+d%2F@proxy:1, us@er, p:w+d/",
  })
  void proxyMayWantALogin(String value, String user, @Nullable String password) {
    var proxy = Proxies.of(Map.of("HTTPS_PROXY", value)).to(AWS).orElseThrow();

    assertThat(proxy).isEqualTo(new HttpProxy("proxy", 1, user, password));
    assertThat(proxy).hasToString("http://proxy:1");
  }

  @ParameterizedTest
  @CsvSource({
    "socks5://proxy:1080, HTTPS_PROXY=socks5://proxy:1080 is not a proxy that is spoken to by http",
    "https://u:secret@proxy, HTTPS_PROXY=https://***@proxy is not a proxy that is spoken to by"
        + " http",
    "http://u:se#cret@proxy:1, HTTPS_PROXY=http://***@proxy:1 has no valid host and port",
    "http://u:se cret@proxy:1, HTTPS_PROXY=http://***@proxy:1 is not a URL",
    "u:se@cret@proxy, HTTPS_PROXY=***@proxy has no valid host and port",
    "http://proxy:99999, HTTPS_PROXY=http://proxy:99999 has no valid host and port",
    "http://, HTTPS_PROXY=http:// is not a URL",
    "proxy:port, HTTPS_PROXY=proxy:port has no valid host and port",
  })
  void whatIsNoProxyIsRefused(String value, String problem) {
    var refused =
        catchThrowableOfType(
            SurroundingsException.class, () -> Proxies.of(Map.of("HTTPS_PROXY", value)));

    assertThat(refused)
        .hasMessageStartingWith(problem + ": set it to http://HOST:PORT, or ")
        .hasMessageNotContaining("cret");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https",
    "http://a.example, http",
    "http://localhost:8585, ",
    "https://127.0.0.2, ",
    "http://[::1]:8585, ",
  })
  void schemeOfTheServerDecides(String server, @Nullable String host) {
    var proxies = Proxies.of(Map.of("HTTPS_PROXY", "https", "HTTP_PROXY", "http"));

    assertThat(proxies.to(URI.create(server)).map(HttpProxy::host).orElse(null)).isEqualTo(host);
  }

  @Test
  void namesMayBeInLowerCaseAndAllProxyIsForTheRest() {
    var proxies = Proxies.of(Map.of("https_proxy", "one", "all_proxy", "two", "HTTP_PROXY", " "));

    assertThat(proxies.to(AWS).map(HttpProxy::host)).contains("one");
    assertThat(proxies.to(URI.create("http://a.example")).map(HttpProxy::host)).contains("two");
    assertThat(Proxies.of(Map.of("NO_PROXY", "*")).exist()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "*.amazonaws.com, true",
    ".amazonaws.com, true",
    "AmazonAWS.com, true",
    "appmesh.us-west-2.amazonaws.com, true",
    "'a.example, amazonaws.com', true",
    "'a.example amazonaws.com:443', true",
    "amazonaws.com:8443, false",
    "aws.com, false",
    "*.x, false",
    "*foo*, false",
    "',,', false",
    "10.0.0.0/99, false",
    "nonsense/x, false",
  })
  void namesInNoProxyAreReachedDirectly(String entries, boolean direct) {
    assertDirect(AWS, entries, direct);
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.96.0.1, 10.0.0.0/8, true",
    "https://10.96.0.1, 10.96.0.0/30, true",
    "https://10.96.0.1, 10.96.0.4/30, false",
    "https://10.96.0.1, 0.0.0.0/0, true",
    "https://10.96.0.1:6443, 10.96.0.1, true",
    "https://10.96.0.1:6443, 10.96.0.1:443, false",
    "https://110.96.0.1, 10.96.0.1, false",
    "https://[fd00::1], fd00::/8, true",
    "https://[fd00::1], [fd00:0::1], true",
    "https://[fd00::1], 10.0.0.0/8, false",
  })
  void addressesInNoProxyAreReachedDirectly(URI server, String entries, boolean direct) {
    assertDirect(server, entries, direct);
  }

  private static void assertDirect(URI server, String entries, boolean direct) {
    var proxies = Proxies.of(Map.of("HTTPS_PROXY", "proxy", "NO_PROXY", entries));

    assertThat(proxies.to(server).isEmpty()).isEqualTo(direct);
  }
}
