// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.migrate.Verdict;
import dev.operators.appmesh.model.GatewayKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts the VirtualGateways of AWS's own controller (API group {@code appmesh.k8s.aws}, version
 * v1beta2) to resources of this operator. Meshes and Namespaces are read to find the meshes of
 * gateways; all other objects are ignored.
 *
 * @param namespace of manifests that name none; null for none
 * @param mesh of gateways whose mesh the manifests do not determine, by the name of its Mesh or its
 *     name in App Mesh; null to reject them
 */
public record ControllerManifests(@Nullable String namespace, @Nullable String mesh) {

  /**
   * The result of a conversion.
   *
   * @param found number of VirtualGateways
   * @param resources the new resources, in the order of the old ones; each adopts its existing
   *     gateway, unless the gateway has an owner
   * @param findings what is not copied, or needs a decision
   * @param refusals why the others are not converted; empty if all are converted
   */
  public record Conversion(
      int found,
      List<Map<String, Object>> resources,
      List<Finding> findings,
      List<Refusal> refusals) {

    public Conversion {
      resources = List.copyOf(resources);
      findings = List.copyOf(findings);
      refusals = List.copyOf(refusals);
    }
  }

  private static final String TWICE = "take one of them away";

  /** Converts all documents. */
  public Conversion convert(List<Document> documents) {
    var objects = documents.stream().map(ControllerObject::new).toList();
    var findings = new ArrayList<Finding>();
    var refusals = new ArrayList<Refusal>();
    var meshes =
        new ControllerMeshes(meshes(objects, findings, refusals), namespaces(objects), mesh);
    var resources = new ArrayList<Map<String, Object>>();
    var taken = new HashMap<Object, String>();
    var gateways = objects.stream().filter(it -> it.is("VirtualGateway")).toList();
    for (var object : gateways) {
      var gateway = new ControllerGateway(object, namespace);
      var converted = gateway.convert(meshes);
      if (converted != null && isFree(gateway, converted.key(), taken)) {
        resources.add(converted.resource());
      }
      findings.addAll(gateway.findings());
      refusals.addAll(gateway.refusals());
    }
    findings.addAll(others(objects));
    return new Conversion(gateways.size(), resources, findings, refusals);
  }

  /** No two resources may have the same name or the same gateway. */
  private static boolean isFree(
      ControllerGateway gateway, GatewayKey key, Map<Object, String> taken) {
    var place = gateway.place();
    var namesake = taken.putIfAbsent(gateway.resource(), place);
    var rival = taken.putIfAbsent(key, place);
    if (namesake != null) {
      gateway.refuse("metadata.name", "there already is " + namesake, TWICE);
    } else if (rival != null) {
      gateway.refuse("spec.awsName", key + " is that of " + rival, TWICE);
    }
    return namesake == null && rival == null;
  }

  private static List<ControllerMesh> meshes(
      List<ControllerObject> objects, List<Finding> findings, List<Refusal> refusals) {
    var meshes = new ArrayList<ControllerMesh>();
    for (var object : objects) {
      if (object.is("Mesh")) {
        try {
          var mesh = ControllerMesh.of(object);
          meshes.add(mesh);
          findings.addAll(mesh.findings(object));
        } catch (IllegalArgumentException e) {
          refusals.add(
              new Refusal(
                  object.document(),
                  "Mesh " + object.name(),
                  "spec.namespaceSelector",
                  String.valueOf(e.getMessage()),
                  "correct it, or take this Mesh away and give --mesh NAME"));
        }
      }
    }
    return meshes;
  }

  private static Map<String, Map<String, String>> namespaces(List<ControllerObject> objects) {
    var labels = new HashMap<String, Map<String, String>>();
    objects.stream()
        .filter(ControllerObject::isNamespace)
        .forEach(it -> labels.put(it.name(), it.labels()));
    return labels;
  }

  /** One finding for each kind of AWS's controller that this operator does not have. */
  private static List<Finding> others(List<ControllerObject> objects) {
    var counts = new LinkedHashMap<String, Integer>();
    for (var object : objects) {
      if (object.isOfController() && !object.is("VirtualGateway") && !object.is("Mesh")) {
        counts.merge(object.kind() + " of " + object.text("apiVersion"), 1, Integer::sum);
      }
    }
    var findings = new ArrayList<Finding>();
    counts.forEach(
        (kind, count) ->
            findings.add(
                new Finding(
                    "AWS's controller",
                    kind,
                    Verdict.LOST,
                    count
                        + " not converted: this operator keeps virtual gateways alone; what they"
                        + " made stays in App Mesh, and nobody changes it any more")));
    return findings;
  }
}
