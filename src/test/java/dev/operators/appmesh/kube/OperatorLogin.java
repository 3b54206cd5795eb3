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

/** A service account, such as that of {@code config/rbac.yaml}, as a kubeconfig with its token. */
final class OperatorLogin {

  static final String NAMESPACE = "appmesh-system";
  static final String SERVICE_ACCOUNT = "appmesh-gateway-operator";

  private OperatorLogin() {}

  static String kubeconfig(KubernetesClient admin) throws IOException {
    return kubeconfig(admin, NAMESPACE, SERVICE_ACCOUNT);
  }

  static String kubeconfig(KubernetesClient admin, String namespace, String account)
      throws IOException {
    var config =
        new ConfigBuilder()
            .withApiVersion("v1")
            .withKind("Config")
            .withCurrentContext(account)
            .addNewCluster()
            .withName(account)
            .withNewCluster()
            .withServer(admin.getMasterUrl().toString())
            .withCertificateAuthorityData(authority(admin.getConfiguration()))
            .endCluster()
            .endCluster()
            .addNewUser()
            .withName(account)
            .withNewUser()
            .withToken(token(admin, namespace, account))
            .endUser()
            .endUser()
            .addNewContext()
            .withName(account)
            .withNewContext()
            .withCluster(account)
            .withUser(account)
            .withNamespace(namespace)
            .endContext()
            .endContext()
            .build();
    return Serialization.asYaml(config);
  }

  private static String token(KubernetesClient admin, String namespace, String account) {
    var request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(Duration.ofDays(1).toSeconds())
            .endSpec()
            .build();
    return admin
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(account)
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
