// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/**
 * A service account as whom the operator works.
 *
 * @param namespace where it is
 * @param name its name
 */
record OperatorServiceAccount(String namespace, String name) {

  /** The one of {@code config/install.yaml}. */
  static final OperatorServiceAccount SHIPPED =
      new OperatorServiceAccount("appmesh-system", "appmesh-gateway-operator");

  /** A kubeconfig with a token of it that is valid for a day. */
  String kubeconfig(KubernetesClient admin) throws IOException {
    var config =
        new ConfigBuilder()
            .withApiVersion("v1")
            .withKind("Config")
            .withCurrentContext("operator")
            .addNewCluster()
            .withName("operator")
            .withNewCluster()
            .withServer(admin.getMasterUrl().toString())
            .withCertificateAuthorityData(authority(admin.getConfiguration()))
            .endCluster()
            .endCluster()
            .addNewUser()
            .withName("operator")
            .withNewUser()
            .withToken(token(admin))
            .endUser()
            .endUser()
            .addNewContext()
            .withName("operator")
            .withNewContext()
            .withCluster("operator")
            .withUser("operator")
            .withNamespace(namespace)
            .endContext()
            .endContext()
            .build();
    return Serialization.asYaml(config);
  }

  private String token(KubernetesClient admin) {
    var request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(Duration.ofDays(1).toSeconds())
            .endSpec()
            .build();
    return admin
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(name)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  private static String authority(io.fabric8.kubernetes.client.Config config) throws IOException {
    return config.getCaCertData() != null
        ? config.getCaCertData()
        : Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
  }
}
