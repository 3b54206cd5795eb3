// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The container of a pod as the kubelet would start it, for a process of this machine: environment
 * and volumes with what their Secrets hold, the volumes as folders.
 *
 * @param cluster where the Secrets are
 * @param namespace of the pod
 * @param pod what it is made from; only its first container counts
 * @param folder for the volumes
 */
public record PodContainer(
    TestCluster cluster, String namespace, PodTemplateSpec pod, Path folder) {

  /** Its environment variables; may be changed. */
  public Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    for (var variable : container().getEnv()) {
      var value = value(variable);
      if (value != null) {
        environment.put(variable.getName(), value);
      }
    }
    return environment;
  }

  /**
   * Its arguments, word by word, but with folders of this machine.
   *
   * @param replacements arguments that take the place of those with the same flag: a pod has its
   *     ports to itself, a process has not
   */
  public List<String> arguments(List<String> replacements) {
    var arguments = new ArrayList<>(container().getArgs());
    for (var replacement : replacements) {
      var flag = replacement.substring(0, replacement.indexOf('=') + 1);
      if (!arguments.removeIf(argument -> argument.startsWith(flag))) {
        throw new AssertionError("the pod has no argument " + flag);
      }
      arguments.add(replacement);
    }
    for (var mount : container().getVolumeMounts()) {
      var target = mounted(mount);
      arguments.replaceAll(
          argument -> argument.replace('=' + mount.getMountPath() + '/', "=" + target + '/'));
    }
    return arguments;
  }

  private Container container() {
    return pod.getSpec().getContainers().getFirst();
  }

  private @Nullable String value(EnvVar variable) {
    var source = variable.getValueFrom();
    if (source == null) {
      return variable.getValue();
    }
    if (source.getSecretKeyRef() != null) {
      return value(source.getSecretKeyRef());
    }
    return switch (source.getFieldRef().getFieldPath()) {
      case "metadata.name" -> "pod-0";
      case "metadata.namespace" -> namespace;
      case String field -> throw new AssertionError("a field that no test needed yet: " + field);
    };
  }

  private @Nullable String value(SecretKeySelector selector) {
    var value = secret(selector.getName()).get(selector.getKey());
    if (value == null && !Boolean.TRUE.equals(selector.getOptional())) {
      throw new AssertionError("Secret " + selector.getName() + " lacks " + selector.getKey());
    }
    return value;
  }

  private Path mounted(VolumeMount mount) {
    var target = folder.resolve(mount.getName());
    try {
      Files.createDirectories(target);
      var source =
          pod.getSpec().getVolumes().stream()
              .filter(volume -> volume.getName().equals(mount.getName()))
              .findFirst()
              .map(Volume::getSecret);
      if (source.isPresent()) {
        write(source.get(), target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  private void write(SecretVolumeSource source, Path target) throws IOException {
    var secret = secret(source.getSecretName());
    for (var item : source.getItems()) {
      Files.writeString(target.resolve(item.getPath()), secret.getOrDefault(item.getKey(), ""));
    }
  }

  private Map<String, String> secret(String name) {
    var values = new HashMap<String, String>();
    var secret = cluster.client().secrets().inNamespace(namespace).withName(name).require();
    secret
        .getData()
        .forEach(
            (key, value) ->
                values.put(
                    key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return values;
  }
}
