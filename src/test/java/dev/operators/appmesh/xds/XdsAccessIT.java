// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.EndpointServer;
import dev.operators.appmesh.endpoint.faults.Faults;
import dev.operators.appmesh.endpoint.settings.Authentication;
import dev.operators.appmesh.endpoint.settings.EndpointSettings;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.settings.TlsFiles;
import dev.operators.appmesh.envoy.CertificateAuthority;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.manifest.YamlText;
import dev.operators.appmesh.programs.TempFolder;
import dev.operators.appmesh.xds.EnvoyBootstrap.ClientFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which real Envoys get an answer from a control plane that not everybody may ask. */
class XdsAccessIT {

  private static final EnvoyProgram ENVOY = EnvoyProgram.find();

  private static TempFolder folder;
  private static CertificateAuthority authority;
  private static CertificateAuthority stranger;

  private final Fleet fleet = new Fleet(new SimpleMeterRegistry());
  private final TestMesh mesh = new TestMesh();
  private int admin;

  @BeforeAll
  static void makeCertificates() throws Exception {
    folder = TempFolder.create("appmesh-xds-access-");
    authority =
        CertificateAuthority.in(folder.path().resolve("authority"))
            .sign("server", "ip:127.0.0.1")
            .sign("envoy", "dns:envoy.example.com");
    stranger =
        CertificateAuthority.in(folder.path().resolve("stranger"))
            .sign("unknown", "dns:envoy.example.com");
  }

  @AfterAll
  static void removeCertificates() {
    folder.close();
  }

  @BeforeEach
  void createGateway() throws IOException {
    var ports = FreePorts.some(2);
    admin = ports.get(1);
    mesh.put(TestMesh.configuration(ports.get(0), "-", "blue", Map.of("blue", 1)));
  }

  @Test
  void anEnvoySignsWithAKeyOfTheApiThatOnlyReads() throws Exception {
    var keys = Files.writeString(folder.path().resolve("keys"), "reader s3cret read-only\n");
    try (var endpoint = endpoint(keys);
        var server = serve(endpoint::checkSignature, null)) {
      try (var _ = live(signed(server, "us-west-2", "reader", "s3cret"))) {
        assertThat(fleet.envoys()).hasSize(1);
      }
      assertRefused(
          signed(server, "us-west-2", "reader", "wrong"),
          "The request signature we calculated does not match");
      assertRefused(
          signed(server, "us-west-2", "nobody", "s3cret"),
          "The security token included in the request is invalid.");
      assertRefused(
          signed(server, "eu-west-1", "reader", "s3cret"),
          "Credential should be scoped to a valid region");
      assertRefused(bootstrap(server, null, null), "Missing Authentication Token");
    }
  }

  @Test
  void anEnvoyShowsACertificateOfTheAuthority() throws Exception {
    try (var server = serve(Access.OPEN, authority.certificate())) {
      var own =
          new ClientFiles(authority.chain("envoy").toString(), authority.key("envoy").toString());
      try (var _ = live(bootstrap(server, own, null))) {
        assertThat(fleet.envoys()).hasSize(1);
      }
      var other =
          new ClientFiles(stranger.chain("unknown").toString(), stranger.key("unknown").toString());
      assertRefused(bootstrap(server, other, null), "");
      assertRefused(bootstrap(server, null, null), "");
    }
  }

  private static EndpointServer endpoint(Path keys) {
    return new EndpointServer(
        new EndpointSettings(
            "127.0.0.1",
            0,
            "us-west-2",
            "123456789012",
            List.of("apps"),
            new Storage.Temporary(),
            null,
            Map.of(),
            new Authentication.KeyFile(keys),
            null),
        Clock.systemUTC(),
        Faults.NONE,
        new SimpleMeterRegistry());
  }

  private XdsServer serve(Access access, @Nullable Path clientAuthority) throws Exception {
    return new XdsServer(
        new XdsSettings(
            "127.0.0.1",
            0,
            "us-west-2",
            "123456789012",
            "test",
            new TlsFiles(authority.chain("server"), authority.key("server")),
            clientAuthority),
        mesh,
        access,
        fleet);
  }

  private EnvoyBootstrap bootstrap(
      XdsServer server, @Nullable ClientFiles client, @Nullable String region) throws Exception {
    return new EnvoyBootstrap(
        TestMesh.GATEWAY,
        "127.0.0.1",
        server.port(),
        "127.0.0.1",
        admin,
        null,
        authority.certificate().toString(),
        client,
        region,
        null);
  }

  /** The keys would be in Envoy's environment. */
  private String signed(XdsServer server, String region, String id, String secret)
      throws Exception {
    var key = "{access_key_id: %s, secret_access_key: %s}".formatted(id, secret);
    return YamlText.write(List.of(bootstrap(server, null, region).tree()))
        .replaceFirst(
            "( +)(use_unsigned_payload: true)",
            "$1$2%n$1credential_provider: {inline_credential: %s}".formatted(key));
  }

  private static String yaml(EnvoyBootstrap bootstrap) {
    return YamlText.write(List.of(bootstrap.tree()));
  }

  private EnvoyProcess live(EnvoyBootstrap bootstrap) throws IOException {
    return live(yaml(bootstrap));
  }

  private EnvoyProcess live(String bootstrap) throws IOException {
    return EnvoyProcess.start(ENVOY, write(bootstrap), admin);
  }

  private void assertRefused(EnvoyBootstrap bootstrap, String words) throws IOException {
    assertRefused(yaml(bootstrap), words);
  }

  /** It tells the reason in its log, and never gets a configuration. */
  private void assertRefused(String bootstrap, String words) throws IOException {
    try (var envoy = EnvoyProcess.startWaiting(ENVOY, write(bootstrap), admin)) {
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(envoy.output())
                      .contains("StreamAggregatedResources gRPC config stream")
                      .contains(words));
      assertThat(fleet.envoys()).isEmpty();
    }
  }

  private Path write(String bootstrap) throws IOException {
    return Files.writeString(folder.path().resolve("bootstrap-" + admin + ".yaml"), bootstrap);
  }
}
