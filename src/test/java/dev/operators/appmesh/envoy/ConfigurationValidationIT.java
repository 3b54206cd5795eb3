// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.programs.TempFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real Envoy accepts every configuration, with all routes and clusters checked against each
 * other. {@code -Dmeshes} says on how many random meshes it is tried, of which Envoy gets 50 at
 * once.
 */
class ConfigurationValidationIT {

  private static final int MESHES = Integer.getInteger("meshes", 1000);
  private static final int AT_ONCE = 50;
  private static final EnvoyProgram ENVOY = EnvoyProgram.find();

  private static TempFolder folder;
  private static Bootstrap fitted;

  @BeforeAll
  static void makeCertificates() throws Exception {
    folder = TempFolder.create("appmesh-envoy-");
    var authority =
        CertificateAuthority.in(folder.path().resolve("authority")).sign("server", "dns:a");
    Map<String, Path> files =
        Map.of(
            "certificate_chain", authority.chain("server"),
            "private_key", authority.key("server"),
            "trusted_ca", authority.certificate());
    fitted = new Bootstrap(Map.of(), files, folder.path());
  }

  @AfterAll
  static void removeFiles() {
    folder.close();
  }

  @Test
  void envoyAcceptsTheMeshesOfTheExamples() throws Exception {
    for (var name : ExampleMesh.names()) {
      var mesh = ExampleMesh.named(name);
      for (var gateway : ExampleMesh.gateways(mesh)) {
        var configuration = GatewayConfiguration.of(mesh, gateway, TranslatorSettings.DEFAULT);
        assertThat(configuration.omissions()).isEmpty();
        assertAccepted(name, List.of(configuration));
      }
    }
  }

  @Test
  void envoyAcceptsRandomMeshes() throws Exception {
    var batch = new ArrayList<Configuration>();
    for (int seed = 0; seed < MESHES; seed++) {
      batch.add(
          GatewayConfiguration.of(
              RandomMesh.of(seed),
              RandomMesh.GATEWAY,
              new TranslatorSettings(seed % 2 == 0 ? "/acm" : null, 15001)));
      if (batch.size() == AT_ONCE || seed == MESHES - 1) {
        assertAccepted("up to " + seed, batch);
        batch.clear();
      }
    }
  }

  private static void assertAccepted(String name, List<Configuration> configurations)
      throws Exception {
    var bootstrap = new StaticBootstrap(1);
    for (int i = 0; i < configurations.size(); i++) {
      bootstrap.add(i + "_", configurations.get(i));
    }
    var file = fitted.write(name.replace(' ', '-'), bootstrap.withPortsFrom(10_000).tree());
    assertThat(ENVOY.problem(file)).as(name).isEmpty();
  }
}
