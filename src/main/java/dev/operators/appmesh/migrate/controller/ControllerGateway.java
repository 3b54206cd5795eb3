// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.Ordered;
import dev.operators.appmesh.rules.Fixes;
import dev.operators.appmesh.rules.RuleBook;
import dev.operators.appmesh.rules.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts one VirtualGateway of AWS's controller. */
final class ControllerGateway {

  // For the rules to be asked of all else where a name is not known.
  private static final String UNKNOWN = "unknown";

  private static final Fixes RULES = new Fixes(RuleBook.shipped());

  private static final String CORRECT = "correct it in the old manifest and convert again";

  /** What to do about rules that AWS's controller did not have; by the old field less indices. */
  private static final Map<String, String> FIXES =
      Map.of(
          "metadata.namespace",
          "write its name; where a variable stands for it, let envsubst put it in first",
          "spec.awsName",
          "App Mesh holds no gateway of that name: write the real one as spec.awsName",
          "spec.listeners",
          "App Mesh takes no gateway without a listener: write one with its portMapping",
          "spec.listeners.healthCheck.healthyThreshold",
          "AWS's controller sent 0, which App Mesh refuses: write 2 to 10",
          "spec.listeners.tls.validation.trust",
          "write file or sds, or take validation away if clients need no certificate",
          "spec.logging.accessLog.file.format.text",
          "App Mesh takes 1 to 1000 characters: shorten it",
          "spec.logging.accessLog.file.format.json.key",
          "App Mesh takes 1 to 100 characters: shorten it",
          "spec.logging.accessLog.file.format.json.value",
          "App Mesh takes 1 to 100 characters: shorten it");

  private final ControllerObject old;
  private final String namespace;
  private final String resource;
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param defaultNamespace of a manifest that names none; null for none
   */
  ControllerGateway(ControllerObject old, @Nullable String defaultNamespace) {
    this.old = old;
    namespace =
        old.namespace().isEmpty() && defaultNamespace != null ? defaultNamespace : old.namespace();
    resource = "VirtualGateway " + (namespace.isEmpty() ? "" : namespace + "/") + old.name();
  }

  /** Where in App Mesh the gateway is, and the resource of ours for it. */
  record Converted(GatewayKey key, Map<String, Object> resource) {}

  /** The new resource; null if the old one was rejected. */
  @Nullable Converted convert(ControllerMeshes meshes) {
    var key = key(meshes);
    var spec =
        Ordered.map("meshName", key.meshName())
            .with("meshOwner", key.meshOwner())
            .with("virtualGatewayName", key.name())
            .withAll(
                old.member("spec") instanceof Map<?, ?> members
                    ? ControllerSpec.convert(resource, members, findings)
                    : Map.of())
            .with("management", Map.of("adoptionPolicy", "IfUnowned"));
    var converted =
        Ordered.map("apiVersion", "appmesh.operators.dev/v1beta1")
            .with("kind", "VirtualGateway")
            .with("metadata", ControllerMetadata.convert(resource, old, namespace, findings))
            .with("spec", spec);
    for (var violation : RuleBook.shipped().checkManifest(converted)) {
      var field = ControllerMembers.oldName(violation.path());
      refuse(field, violation.message(), fix(field, violation));
    }
    return refusals.isEmpty() ? new Converted(key, converted) : null;
  }

  void refuse(String field, String problem, String fix) {
    refusals.add(new Refusal(old.document(), resource, field, problem, fix));
  }

  List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  /** What is not copied, or needs a decision. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Its kind, namespace and name. */
  String resource() {
    return resource;
  }

  /** Which it is, and where it was read. */
  String place() {
    return resource + " in " + ControllerObject.place(old.document(), "");
  }

  private GatewayKey key(ControllerMeshes meshes) {
    var arn = old.text("status", "virtualGatewayARN");
    var remote = GatewayKey.ofArn(arn, null).orElse(null);
    if (remote == null && !arn.isEmpty()) {
      refuse("status.virtualGatewayARN", arn + " is no ARN of a virtual gateway", CORRECT);
    }
    var name = name();
    var choice = meshes.of(old.text("spec", "meshRef", "name"), namespace);
    return switch (choice) {
      case ControllerMeshes.Choice.Open(String problem) -> {
        var help =
            remote == null
                ? "give --mesh NAME, or the manifests of its Mesh and its Namespace, too"
                : "give --mesh " + remote.meshName() + ", the mesh that its status names";
        refuse("metadata.namespace", "its mesh cannot be told: " + problem, help);
        yield new GatewayKey(UNKNOWN, null, name);
      }
      case ControllerMeshes.Choice.Known(String mesh, String owner) -> {
        if (remote != null && !remote.equals(new GatewayKey(mesh, null, name))) {
          refuse(
              "status.virtualGatewayARN",
              "App Mesh has it as %s, but the manifests say %s"
                  .formatted(remote, new GatewayKey(mesh, null, name)),
              "convert it as the cluster has it (--cluster), or have spec.awsName and the Mesh name"
                  + " what the ARN names");
        }
        yield new GatewayKey(mesh, owner, name);
      }
    };
  }

  /** As AWS's webhook filled it in when the resource was created. */
  private String name() {
    var name = old.text("spec", "awsName");
    if (!name.isEmpty()) {
      return name;
    }
    if (old.name().isEmpty()) {
      return UNKNOWN;
    }
    if (namespace.isEmpty()) {
      refuse(
          "metadata.namespace",
          "Required value: the gateway's name in App Mesh is " + old.name() + "_NAMESPACE",
          "give --namespace NAME, or write spec.awsName");
      return UNKNOWN;
    }
    return old.name() + "_" + namespace;
  }

  private static String fix(String field, Violation violation) {
    var known = FIXES.get(field.replaceAll("\\[\\d+]\\.", "."));
    return known == null ? RULES.of(violation).orElse(CORRECT) : known;
  }
}
