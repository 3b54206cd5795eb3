// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.surroundings.HttpProxy;
import dev.operators.appmesh.surroundings.Proxies;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.conn.DefaultRoutePlanner;
import org.apache.http.impl.conn.DefaultSchemePortResolver;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/**
 * HTTP clients of the AWS SDK that use the environment's proxies as other programs do. The SDK's
 * own reading of them takes HTTP_PROXY for https, too, and ignores a proxy without a scheme.
 */
public final class ProxiedHttp implements SdkHttpService {

  /** The SDK's setting of the service that makes the clients for which it is given none. */
  private static final String SETTING = "software.amazon.awssdk.http.service.impl";

  /** From now on the SDK's clients for signing in (SSO, roles of a profile) are such ones, too. */
  static void makeDefault() {
    System.setProperty(SETTING, ProxiedHttp.class.getName());
  }

  @Override
  public SdkHttpClient.Builder<?> createHttpClientBuilder() {
    return builder(Proxies.of(System.getenv()));
  }

  static ApacheHttpClient.Builder builder(Proxies proxies) {
    var builder =
        ApacheHttpClient.builder()
            .proxyConfiguration(
                ProxyConfiguration.builder()
                    .useEnvironmentVariableValues(false)
                    .useSystemPropertyValues(!proxies.exist())
                    .build());
    if (proxies.exist()) {
      builder.httpRoutePlanner(new Routes(proxies)).credentialsProvider(logins(proxies));
    }
    return builder;
  }

  private static BasicCredentialsProvider logins(Proxies proxies) {
    var logins = new BasicCredentialsProvider();
    Stream.of(proxies.https(), proxies.http())
        .filter(Objects::nonNull)
        .filter(proxy -> proxy.user() != null)
        .forEach(
            proxy ->
                logins.setCredentials(
                    new AuthScope(proxy.host(), proxy.port()),
                    new UsernamePasswordCredentials(proxy.user(), proxy.password())));
    return logins;
  }

  private static final class Routes extends DefaultRoutePlanner {
    private final Proxies proxies;

    Routes(Proxies proxies) {
      super(DefaultSchemePortResolver.INSTANCE);
      this.proxies = proxies;
    }

    @Override
    protected @Nullable HttpHost determineProxy(
        HttpHost target, HttpRequest request, HttpContext context) {
      return proxies.to(URI.create(target.toURI())).map(Routes::host).orElse(null);
    }

    private static HttpHost host(HttpProxy proxy) {
      return new HttpHost(proxy.host(), proxy.port());
    }
  }
}
