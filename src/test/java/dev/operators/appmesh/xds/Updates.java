// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.envoy.CertificateAuthority;
import dev.operators.appmesh.fixture.ApiMesh;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.appmesh.model.DnsResponseType;

/** Updates of a mesh of every kind, after which it is as it was before. */
final class Updates {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ON_OTHER_PORT = "other";

  private final ApiMesh mesh;
  private final Gateway gateway;
  private final int red;
  private final int yellow;

  /**
   * Where the gateway listens.
   *
   * @param port at the beginning
   * @param other to which it moves
   * @param folder for the files of its certificate
   * @param authority which has signed the certificates {@code one} and {@code two}
   */
  record Gateway(int port, int other, Path folder, CertificateAuthority authority) {
    private Path certificate() {
      return folder.resolve("tls.crt");
    }

    private Path key() {
      return folder.resolve("tls.key");
    }

    /** As Kubernetes mounts a Secret: all files are links into a folder, which is a link. */
    private void mount() throws IOException {
      Files.createDirectory(folder);
      for (var file : List.of(certificate(), key())) {
        Files.createSymbolicLink(file, Path.of("..data").resolve(file.getFileName()));
      }
    }

    /** As Kubernetes replaces a Secret: all files at once, by a move of that link. */
    private void use(String name) throws IOException, GeneralSecurityException {
      var version = Files.createTempDirectory(folder, "..");
      Files.copy(authority.chain(name), version.resolve("tls.crt"));
      Files.copy(authority.key(name), version.resolve("tls.key"));
      var link = Files.createSymbolicLink(folder.resolve("..data_tmp"), version.getFileName());
      Files.move(link, folder.resolve("..data"), ATOMIC_MOVE);
    }
  }

  /** An update, and how it is seen that it is served. */
  private record Update(Action action, Action isServed) {}

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  Updates(ApiMesh mesh, Gateway gateway, int red, int yellow) {
    this.mesh = mesh;
    this.gateway = gateway;
    this.red = red;
    this.yellow = yellow;
  }

  /** What there is before the first round. */
  void begin() throws IOException, GeneralSecurityException {
    gateway.mount();
    gateway.use("one");
    // A gateway with several listeners has gateway routes with a port alone.
    mesh.updateGatewayRoute(ApiMesh.ROUTE, gateway.port(), "colors.local");
    mesh.createGatewayRoute(ON_OTHER_PORT, gateway.other());
    listen(gateway.port());
    mesh.createService("green.local", ApiMesh.toNode("green"));
  }

  /** Does all of them, and says how many they are. */
  int round(Load load, boolean oneAfterTheOther) throws Exception {
    var all = all(load);
    for (var update : all) {
      update.action().run();
      if (oneAfterTheOther) {
        update.isServed().run();
      }
    }
    all.getLast().isServed().run();
    awaitAnswer("/", "blue");
    return all.size();
  }

  private List<Update> all(Load load) {
    return List.of(
        // Weights.
        new Update(() -> weights(Map.of("blue", 1, "green", 1)), () -> awaitAll("blue", "green")),
        new Update(() -> weights(Map.of("blue", 0, "green", 1)), () -> awaitAnswer("/", "green")),
        // Nodes that come and go.
        new Update(
            () -> {
              mesh.node("red", red, DnsResponseType.LOADBALANCER);
              mesh.shift(Map.of("red", 1));
            },
            () -> awaitAnswer("/", "red")),
        new Update(
            () -> {
              mesh.node("yellow", yellow, DnsResponseType.ENDPOINTS);
              mesh.shift(Map.of("yellow", 1));
              mesh.deleteNode("red");
            },
            () -> awaitAnswer("/", "yellow")),
        new Update(
            () -> {
              mesh.shift(Map.of("blue", 1));
              mesh.deleteNode("yellow");
            },
            () -> awaitAnswer("/", "blue")),
        // Routes that come, change places and go.
        new Update(
            () -> mesh.createRoute("colors", "special", 10, "/special", Map.of("green", 1)),
            () -> awaitAnswer("/special", "green")),
        new Update(
            () -> mesh.createRoute("colors", "first", 50, "/", Map.of("green", 1)),
            () -> awaitAnswer("/", "green")),
        new Update(
            () -> mesh.updateRoute("colors", "first", 200, "/", Map.of("green", 1)),
            () -> awaitAnswer("/", "blue")),
        new Update(
            () -> mesh.deleteRoute("colors", "special"), () -> awaitAnswer("/special", "blue")),
        new Update(() -> mesh.deleteRoute("colors", "first"), () -> awaitAnswer("/", "blue")),
        // The listener.
        new Update(
            () -> move(load, gateway.port(), gateway.other()),
            () -> awaitAnswer(gateway.other(), "/", "blue")),
        new Update(() -> gateway.use("two"), () -> awaitCertificate(gateway.other(), "two")),
        // The provider of the service.
        new Update(
            () -> mesh.updateService("colors.local", ApiMesh.toNode("green")),
            () -> awaitAnswer(gateway.other(), "/", "green")),
        new Update(
            () -> {
              mesh.createRouter("other");
              mesh.createRoute("other", "all", 1, "/", Map.of("blue", 1));
              mesh.updateService("colors.local", ApiMesh.toRouter("other"));
            },
            () -> awaitAnswer(gateway.other(), "/", "blue")),
        new Update(
            () -> mesh.updateRoute("other", "all", 1, "/", Map.of("green", 1)),
            () -> awaitAnswer(gateway.other(), "/", "green")),
        new Update(
            () -> {
              mesh.updateService("colors.local", ApiMesh.toRouter("colors"));
              mesh.deleteRoute("other", "all");
              mesh.deleteRouter("other");
            },
            () -> awaitAnswer(gateway.other(), "/", "blue")),
        // The service of the gateway route.
        new Update(() -> expose("green.local"), () -> awaitAnswer(gateway.other(), "/", "green")),
        new Update(
            () -> move(load, gateway.other(), gateway.port()), () -> awaitAnswer("/", "green")),
        new Update(() -> expose("colors.local"), () -> awaitAnswer("/", "blue")),
        new Update(() -> gateway.use("one"), () -> awaitCertificate(gateway.port(), "one")));
  }

  private void weights(Map<String, Integer> weights) {
    mesh.updateRoute("colors", "all", 100, "/", weights);
  }

  /** As docs/traffic.md says it: the new port first, then the clients, and the old one at last. */
  private void move(Load load, int from, int to) {
    listen(from, to);
    awaitAccepted(to);
    load.moveTo(to);
    listen(to);
    awaitRefused(from);
  }

  private void expose(String service) {
    mesh.updateGatewayRoute(ApiMesh.ROUTE, gateway.port(), service);
    mesh.updateGatewayRoute(ON_OTHER_PORT, gateway.other(), service);
  }

  private void listen(Integer... ports) {
    mesh.listen(List.of(ports), gateway.certificate(), gateway.key());
  }

  /** Waits for a new connection: those of HTTP clients may be to a listener that is gone. */
  private static void awaitAccepted(int port) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }

  /** Waits until no new connection to this port is made. */
  static void awaitRefused(int port) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class));
  }

  private void awaitAnswer(String path, String name) {
    awaitAnswer(gateway.port(), path, name);
  }

  private static void awaitAnswer(int port, String path, String name) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(Load.get(HTTP, port, path).body()).isEqualTo(name));
  }

  private void awaitAll(String... names) {
    var seen = new HashSet<String>();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              seen.add(Load.get(HTTP, gateway.port()).body());
              return seen.containsAll(Set.of(names));
            });
  }

  private void awaitCertificate(int port, String name) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              var sockets = gateway.authority().client().getSocketFactory();
              try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", port)) {
                socket.startHandshake();
                var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
              }
            });
  }
}
