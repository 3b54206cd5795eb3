// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that a role grants.
 *
 * @param namespace where; empty for the whole cluster
 * @param verb as RBAC calls it
 * @param group API group; empty for the core
 * @param resource plural name, with its subresource
 * @param names of the objects; empty for all
 */
public record Permission(
    String namespace, String verb, String group, String resource, List<String> names) {

  /** All that the roles bound to this service account grant it. */
  public static List<Permission> of(
      KubernetesClient client, String namespace, String serviceAccount) {
    var rbac = client.rbac();
    var everywhere =
        rbac.clusterRoleBindings().list().getItems().stream()
            .filter(binding -> isFor(binding.getSubjects(), namespace, serviceAccount))
            .map(binding -> rbac.clusterRoles().withName(binding.getRoleRef().getName()).require())
            .flatMap(role -> role.getRules().stream())
            .flatMap(rule -> of("", rule));
    var somewhere =
        rbac.roleBindings().inAnyNamespace().list().getItems().stream()
            .filter(binding -> isFor(binding.getSubjects(), namespace, serviceAccount))
            .map(
                binding ->
                    rbac.roles()
                        .inNamespace(binding.getMetadata().getNamespace())
                        .withName(binding.getRoleRef().getName())
                        .require())
            .flatMap(
                role ->
                    role.getRules().stream()
                        .flatMap(rule -> of(role.getMetadata().getNamespace(), rule)));
    return Stream.concat(everywhere, somewhere).toList();
  }

  /** Whether this is a right to make that request. */
  public boolean covers(AuditedRequest request) {
    return (namespace.isEmpty() || namespace.equals(request.namespace()))
        && verb.equals(request.verb())
        && group.equals(request.group())
        && resource.equals(request.resource())
        && (names.isEmpty() || names.contains(request.name()));
  }

  private static boolean isFor(List<Subject> subjects, String namespace, String serviceAccount) {
    return subjects.stream()
        .anyMatch(
            subject ->
                serviceAccount.equals(subject.getName())
                    && namespace.equals(subject.getNamespace()));
  }

  private static Stream<Permission> of(String namespace, PolicyRule rule) {
    return rule.getApiGroups().stream()
        .flatMap(
            group ->
                rule.getResources().stream()
                    .flatMap(
                        resource ->
                            rule.getVerbs().stream()
                                .map(
                                    verb ->
                                        new Permission(
                                            namespace,
                                            verb,
                                            group,
                                            resource,
                                            rule.getResourceNames()))));
  }
}
