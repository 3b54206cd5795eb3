// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.migrate.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The metadata of our resource: name, namespace, and the labels and annotations of its user. */
final class ControllerMetadata {

  /** Set by the API server and by kubectl; not needed. */
  private static final Set<String> SERVER_FILLED =
      Set.of(
          "annotations",
          "creationTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "labels",
          "managedFields",
          "name",
          "namespace",
          "resourceVersion",
          "selfLink",
          "uid");

  /** Labels and annotations by which tools recognize what they have installed. */
  private static final List<String> TOOLS =
      List.of(
          "argocd.argoproj.io/",
          "helm.sh/",
          "helm.toolkit.fluxcd.io/",
          "kustomize.toolkit.fluxcd.io/",
          "meta.helm.sh/");

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private ControllerMetadata() {}

  /**
   * @param resource whose metadata it is, for the findings
   * @param namespace empty: none
   * @param findings receives what is not copied
   */
  static Map<String, Object> convert(
      String resource, ControllerObject old, String namespace, List<Finding> findings) {
    var metadata = new LinkedHashMap<String, Object>();
    if (!old.name().isEmpty()) {
      metadata.put("name", old.name());
    }
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    if (old.member("metadata") instanceof Map<?, ?> members) {
      for (var kind : List.of("labels", "annotations")) {
        if (members.get(kind) instanceof Map<?, ?> given) {
          var kept = kept(resource, kind, given, findings);
          if (!kept.isEmpty()) {
            metadata.put(kind, kept);
          }
        }
      }
      members.forEach(
          (name, value) -> {
            if (value != null && !SERVER_FILLED.contains(String.valueOf(name))) {
              findings.add(dropped(resource, String.valueOf(name)));
            }
          });
    }
    return metadata;
  }

  private static Map<String, Object> kept(
      String resource, String kind, Map<?, ?> given, List<Finding> findings) {
    var kept = new LinkedHashMap<String, Object>();
    given.forEach(
        (key, value) -> {
          var name = String.valueOf(key);
          if (TOOLS.stream().anyMatch(name::startsWith)) {
            findings.add(
                new Finding(
                    resource,
                    "metadata." + kind + "[" + name + "]",
                    Verdict.LOST,
                    "not copied: by it a tool knows the old resource"));
          } else if (!name.equals(LAST_APPLIED)) {
            kept.put(name, value);
          }
        });
    return kept;
  }

  private static Finding dropped(String resource, String member) {
    var field = "metadata." + member;
    return switch (member) {
      case "finalizers" ->
          new Finding(
              resource,
              field,
              Verdict.NEEDS_INPUT,
              "not copied; take them off the old resource once AWS's controller is stopped, and"
                  + " before you delete it");
      case "deletionTimestamp" ->
          new Finding(
              resource,
              field,
              Verdict.NEEDS_INPUT,
              "the old resource is being deleted: wherever AWS's controller runs, it deletes the"
                  + " gateway");
      default ->
          new Finding(resource, field, Verdict.LOST, "not copied: it is about the old resource");
    };
  }
}
