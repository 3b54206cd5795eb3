// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.surroundings.Proxies;
import dev.operators.appmesh.surroundings.Surroundings;
import dev.operators.appmesh.surroundings.SurroundingsException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that kubeconfig, service account and environment name.
 *
 * @param environment the variables of the process
 */
public record ClusterAccess(Map<String, String> environment) {

  private static final Pattern VARIABLES =
      Pattern.compile("KUBECONFIG|KUBERNETES_.*|PROXY_USERNAME|PROXY_PASSWORD|HTTP2_DISABLE");

  /** By the environment of this process. */
  public ClusterAccess() {
    this(System.getenv());
  }

  /**
   * A client, to be closed. Makes no call to the API yet.
   *
   * @param kubeconfig the file to use; null to find the cluster as kubectl does
   * @param settings what else to set
   * @throws SurroundingsException if what is named cannot be used
   */
  public KubernetesClient client(@Nullable Path kubeconfig, Consumer<Config> settings) {
    var what =
        kubeconfig == null ? "the Kubernetes client" : "the Kubernetes client of " + kubeconfig;
    return new Surroundings(what, VARIABLES, environment)
        .build(
            () -> {
              if (kubeconfig != null && content(kubeconfig).isBlank()) {
                throw new SurroundingsException(
                    "no cluster is named: " + nothingIn(List.of(kubeconfig)), null);
              }
              var config =
                  kubeconfig == null
                      ? Config.autoConfigure(null)
                      : Config.fromKubeconfig(kubeconfig.toFile());
              check(config, kubeconfig);
              settings.accept(config);
              setProxy(config);
              return new KubernetesClientBuilder()
                  .withConfig(config)
                  .withKubernetesSerialization(ClusterSerialization.create())
                  .build();
            });
  }

  private void check(Config config, @Nullable Path kubeconfig) {
    var files = kubeconfig == null ? kubeconfigs() : List.of(kubeconfig);
    if (Config.DEFAULT_MASTER_URL.equals(withoutSlash(config.getMasterUrl()))
        && !Files.exists(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH))) {
      throw new SurroundingsException("no cluster is named: " + nothingIn(files), null);
    }
    try {
      var url = new URI(config.getMasterUrl());
      if (url.getHost() == null) {
        throw new SurroundingsException(badServer(config, files), null);
      }
    } catch (URISyntaxException e) {
      throw new SurroundingsException(badServer(config, files), e);
    }
    files.stream()
        .filter(Files::isRegularFile)
        .flatMap(file -> command(file, config).stream())
        .findFirst()
        .filter(_ -> config.getAutoOAuthToken() == null && config.getClientCertData() == null)
        .ifPresent(
            command -> {
              throw new SurroundingsException(
                  "%s, which the kubeconfig names for credentials (exec), has given none: run it by hand to see why, and install it where the operator runs"
                      .formatted(command),
                  null);
            });
  }

  /** The program that {@code kubeconfig} has for the user of the current context. */
  private static Optional<String> command(Path kubeconfig, Config config) {
    var context = config.getCurrentContext();
    var user = context == null ? null : context.getContext().getUser();
    return Serialization.unmarshal(
            content(kubeconfig), io.fabric8.kubernetes.api.model.Config.class)
        .getUsers()
        .stream()
        .filter(it -> it.getName().equals(user) && it.getUser().getExec() != null)
        .map(it -> it.getUser().getExec().getCommand())
        .findFirst();
  }

  private static String content(Path kubeconfig) {
    try {
      return Files.readString(kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutSlash(String url) {
    return url.replaceFirst("/$", "");
  }

  private List<Path> kubeconfigs() {
    var named = environment.getOrDefault("KUBECONFIG", "");
    return named.isEmpty()
        ? List.of(
            Path.of(
                environment.getOrDefault("HOME", System.getProperty("user.home")),
                ".kube",
                "config"))
        : Arrays.stream(named.split(Pattern.quote(File.pathSeparator))).map(Path::of).toList();
  }

  private static String nothingIn(List<Path> files) {
    var missing = files.stream().filter(it -> !Files.isRegularFile(it)).toList();
    var names = String.join(", ", files.stream().map(Path::toString).toList());
    return missing.size() == files.size()
        ? "%s is not a file, and this is no pod: set KUBECONFIG to a kubeconfig".formatted(names)
        : "the kubeconfig %s has no current-context with a cluster, and this is no pod: kubectl config use-context sets one"
            .formatted(names);
  }

  private String badServer(Config config, List<Path> files) {
    var source =
        environment.containsKey("KUBERNETES_MASTER")
            ? "KUBERNETES_MASTER"
            : config.getCurrentContext() == null
                ? "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT"
                : "server in the kubeconfig "
                    + String.join(", ", files.stream().map(Path::toString).toList());
    return "the URL of the cluster, %s, is not an https URL with a host: correct %s"
        .formatted(config.getMasterUrl(), source);
  }

  /** The library's own reading refuses what other programs accept. */
  private void setProxy(Config config) {
    var proxies = Proxies.of(environment);
    if (!proxies.exist()) {
      return;
    }
    var proxy = proxies.to(URI.create(config.getMasterUrl())).orElse(null);
    config.setHttpsProxy(proxy == null ? null : proxy.url());
    config.setHttpProxy(proxy == null ? null : proxy.url());
    config.setNoProxy(new String[0]);
    if (proxy != null && proxy.user() != null) {
      config.setProxyUsername(proxy.user());
      config.setProxyPassword(Objects.requireNonNullElse(proxy.password(), ""));
    }
  }
}
