// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority, made by the JDK's keytool, and what it has signed. */
public final class CertificateAuthority {

  /** Of all its files that have one. */
  private static final String PASSWORD = "changeit";

  private static final String SELF = "ca";

  private final Path folder;

  private CertificateAuthority(Path folder) {
    this.folder = folder;
  }

  /** A new one; its files go to a folder of its own. */
  public static CertificateAuthority in(Path folder) throws IOException, InterruptedException {
    var authority = new CertificateAuthority(Files.createDirectories(folder));
    authority.generate(SELF, "-ext", "bc:c", "-ext", "ku:c=keyCertSign");
    return authority;
  }

  /**
   * Signs a certificate.
   *
   * @param alternativeName such as {@code dns:a.example.com}
   */
  public CertificateAuthority sign(String name, String alternativeName)
      throws IOException, InterruptedException {
    generate(name, "-signer", SELF, "-ext", "san=" + alternativeName);
    return this;
  }

  /** The PEM file with the authority's own certificate. */
  public Path certificate() throws IOException, GeneralSecurityException {
    var file = folder.resolve("ca.crt");
    return Files.writeString(file, pem("CERTIFICATE", keys().getCertificate(SELF).getEncoded()));
  }

  /** The PEM file with a certificate and the one that signed it. */
  public Path chain(String name) throws IOException, GeneralSecurityException {
    var text = new StringBuilder();
    for (var certificate : keys().getCertificateChain(name)) {
      text.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return Files.writeString(folder.resolve(name + ".crt"), text);
  }

  /** The PEM file with the key of a certificate. */
  public Path key(String name) throws IOException, GeneralSecurityException {
    var key = keys().getKey(name, PASSWORD.toCharArray());
    return Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
  }

  /** The PKCS #12 file with the authority's own certificate, as Java reads it. */
  public Path trustStore() throws IOException, GeneralSecurityException {
    var file = folder.resolve("truststore.p12");
    try (var stream = Files.newOutputStream(file)) {
      trusted().store(stream, PASSWORD.toCharArray());
    }
    return file;
  }

  private KeyStore trusted() throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(SELF, keys().getCertificate(SELF));
    return trusted;
  }

  /** TLS of a client that trusts this authority and shows no certificate. */
  public SSLContext client() throws IOException, GeneralSecurityException {
    return context(new KeyManagerFactory[0]);
  }

  /** TLS of a client that trusts this authority and shows a certificate of another, or the same. */
  SSLContext client(CertificateAuthority signer, String name)
      throws IOException, GeneralSecurityException {
    Key key = signer.keys().getKey(name, PASSWORD.toCharArray());
    Certificate[] chain = signer.keys().getCertificateChain(name);
    var own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(name, key, PASSWORD.toCharArray(), chain);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(own, PASSWORD.toCharArray());
    return context(managers);
  }

  private SSLContext context(KeyManagerFactory... keyManagers)
      throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(
        Arrays.stream(keyManagers).findFirst().map(KeyManagerFactory::getKeyManagers).orElse(null),
        trustManagers(),
        null);
    return context;
  }

  /** What a client that trusts this authority asks for its judgement. */
  public TrustManager[] trustManagers() throws IOException, GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted());
    return trust.getTrustManagers();
  }

  private void generate(String name, String... extensions)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name));
    // With its own settings Envoy takes no other curve from backends.
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of(extensions));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store().toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
  }

  private Path store() {
    return folder.resolve("store.p12");
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(content), type);
  }
}
