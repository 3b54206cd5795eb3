// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.settings.TlsFiles;
import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.LogLines;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

class TlsTest {
  private static final String STILL = "; the previous content stays in use";

  @TempDir private static Path stores;
  private static Map<String, TestCertificate> made = Map.of();

  @TempDir private Path folder;
  private TlsFiles files = new TlsFiles(Path.of(""), Path.of(""));

  @BeforeAll
  static void make() throws Exception {
    made =
        Map.of(
            "EC", TestCertificate.made(stores, "EC"),
            "other", TestCertificate.made(stores, "EC"),
            "RSA", TestCertificate.made(stores, "RSA"));
  }

  @BeforeEach
  void inFolder() {
    files = new TlsFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void sdkCallsOverHttps(String algorithm) throws Exception {
    var certificate = written(algorithm);
    try (var endpoint = serving()) {
      assertThat(endpoint.uri()).hasScheme("https");
      assertThat(meshes(endpoint, certificate)).containsExactly("apps");
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2", "TLSv1.3"})
  void bothVersionsAreSpoken(String version) throws Exception {
    var certificate = written("EC");
    try (var endpoint = serving();
        var socket = connected(endpoint, certificate)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();

      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void plainHttpIsNotAnswered() throws Exception {
    written("EC");
    try (var endpoint = serving();
        var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void newConnectionsGetTheNewCertificate() throws Exception {
    var first = written("EC");
    try (var endpoint = serving();
        var old = client(endpoint, first)) {
      assertThat(old.listMeshes().meshes()).hasSize(1);
      var second = certificate("RSA");

      Files.writeString(files.certificate(), second.certificatePem());
      Files.writeString(files.key(), second.keyPem());

      Awaitility.await("the new certificate")
          .until(() -> serial(endpoint, first, second).equals(second.serial()));
      assertThat(meshes(endpoint, second)).containsExactly("apps");
    }
  }

  @Test
  void brokenPairLeavesTheOldOneInUse() throws Exception {
    var first = written("EC");
    try (var endpoint = serving()) {
      var second = certificate("other");
      Files.writeString(files.certificate(), second.certificatePem());
      try (var log = new LogLines()) {
        Awaitility.await("a look at the files")
            .until(
                () ->
                    log.lines()
                        .contains(
                            problem() + "the key does not belong to the certificate" + STILL));
      }
      assertThat(serial(endpoint, first)).isEqualTo(first.serial());

      Files.writeString(files.key(), second.keyPem());

      Awaitility.await("the whole pair")
          .until(() -> serial(endpoint, first, second).equals(second.serial()));
    }
  }

  @Test
  void startNamesWhatIsWrong() throws Exception {
    assertThatThrownBy(this::serving)
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("Cannot read " + files.certificate() + ": there is no such file");

    var good = written("EC");
    Files.writeString(files.key(), certificate("other").keyPem());
    assertThatThrownBy(this::serving)
        .isInstanceOf(UnusableFileException.class)
        .hasMessage(problem() + "the key does not belong to the certificate");

    Files.writeString(files.key(), certificate("RSA").keyPem());
    assertThatThrownBy(this::serving)
        .isInstanceOf(UnusableFileException.class)
        .hasMessage(problem() + "the key does not belong to the certificate");

    Files.writeString(files.key(), good.keyPem().replace("A", "!"));
    assertThatThrownBy(this::serving)
        .isInstanceOf(UnusableFileException.class)
        .hasMessageStartingWith(problem());

    Files.writeString(files.key(), good.keyPem());
    Files.writeString(files.certificate(), "no certificate");
    assertThatThrownBy(this::serving)
        .isInstanceOf(UnusableFileException.class)
        .hasMessageStartingWith(problem());
  }

  private String problem() {
    return "TLS certificate " + files.certificate() + " with key " + files.key() + ": ";
  }

  private static TestCertificate certificate(String name) {
    return Objects.requireNonNull(made.get(name));
  }

  private TestCertificate written(String name) throws IOException {
    var certificate = certificate(name);
    Files.writeString(files.certificate(), certificate.certificatePem());
    Files.writeString(files.key(), certificate.keyPem());
    return certificate;
  }

  private EmbeddedEndpoint serving() {
    return EmbeddedEndpoint.with("apps").tls(files).start();
  }

  private static List<String> meshes(EmbeddedEndpoint endpoint, TestCertificate trusted)
      throws GeneralSecurityException, IOException {
    try (var client = client(endpoint, trusted)) {
      return client.listMeshes().meshes().stream().map(mesh -> mesh.meshName()).toList();
    }
  }

  private static AppMeshClient client(EmbeddedEndpoint endpoint, TestCertificate trusted)
      throws GeneralSecurityException, IOException {
    var managers = trusting(trusted);
    return AppMeshClient.builder()
        .endpointOverride(endpoint.uri())
        .region(Region.US_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder().tlsTrustManagersProvider(() -> managers))
        .build();
  }

  private static BigInteger serial(EmbeddedEndpoint endpoint, TestCertificate... trusted)
      throws GeneralSecurityException, IOException {
    try (var socket = connected(endpoint, trusted)) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  private static SSLSocket connected(EmbeddedEndpoint endpoint, TestCertificate... trusted)
      throws GeneralSecurityException, IOException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, trusting(trusted), null);
    return (SSLSocket)
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), endpoint.port());
  }

  private static TrustManager[] trusting(TestCertificate... trusted)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (var it : trusted) {
      store.setCertificateEntry(it.serial().toString(), it.certificate());
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
