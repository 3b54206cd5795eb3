// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.reconcile.DesiredGateways;
import dev.operators.appmesh.reconcile.Forecast;
import dev.operators.appmesh.rules.Fixes;
import dev.operators.appmesh.rules.RuleBook;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks manifests without asking anybody: every rule of the custom resource and of the API, and
 * that no two of them are about the same.
 */
public final class Review {

  private static final RuleBook RULES = RuleBook.shipped();
  private static final Fixes FIXES = new Fixes(RULES);
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private final DesiredGateways desired;
  private final String namespace;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Document> names = new HashMap<>();
  private final Map<GatewayKey, Candidate> gateways = new HashMap<>();
  private int checked;
  private int skipped;

  /**
   * @param desired reads what a resource asks for
   * @param namespace of the resources that name none
   */
  public Review(DesiredGateways desired, String namespace) {
    this.desired = desired;
    this.namespace = namespace;
  }

  /** A file that cannot be read. */
  public void add(UnreadableDocumentException unreadable) {
    findings.add(
        new Finding(unreadable.source(), unreadable.line(), "", "", unreadable.problem(), null));
  }

  /** A manifest. */
  public void add(Document document) {
    switch (KindCheck.of(document)) {
      case KindCheck.Ours() -> check(document);
      case KindCheck.Other(var note) -> {
        skipped++;
        if (!note.isEmpty()) {
          notes.add("%s:%d: %s".formatted(document.source(), document.line(), note));
        }
      }
      case KindCheck.Mistaken(var path, var message, var fix) ->
          findings.add(new Finding(document.source(), document.line(path), "", path, message, fix));
    }
  }

  private void check(Document document) {
    checked++;
    var name = name(document);
    var violations = RULES.checkManifest(document.content());
    violations.forEach(
        it -> find(document, name, it.path(), it.message(), FIXES.of(it).orElse(null)));
    var earlier = name.isEmpty() ? null : names.putIfAbsent(name, document);
    if (earlier != null) {
      find(
          document,
          name,
          "metadata.name",
          "Duplicate value: the same resource is in " + place(earlier),
          "take one of the two out: the later one would replace the other");
    }
    if (!violations.isEmpty() || earlier != null) {
      return;
    }
    VirtualGateway resource;
    try {
      resource = resource(document);
    } catch (IllegalArgumentException e) {
      find(document, name, misfit(e), "Invalid value: it is of another type", null);
      return;
    }
    switch (desired.read(resource)) {
      case DesiredGateways.Reading.Illegible(var problem) ->
          find(document, name, "spec", problem, null);
      case DesiredGateways.Reading.Legible(var wanted) ->
          check(new Candidate(document, resource, wanted));
    }
  }

  private void check(Candidate candidate) {
    var document = candidate.document();
    var problem = candidate.desired().tagProblem();
    problem.ifPresent(it -> find(document, candidate.name(), "spec.tags", it, null));
    var rival = gateways.putIfAbsent(candidate.desired().key(), candidate);
    if (rival != null) {
      find(
          document,
          candidate.name(),
          "spec.virtualGatewayName",
          "Duplicate value: %s is also that of %s in %s"
              .formatted(candidate.desired().key(), rival.name(), place(rival.document())),
          "give one of the two another virtualGatewayName: only one can own the gateway");
    }
    if (problem.isEmpty() && rival == null) {
      candidates.add(candidate);
    }
  }

  /** Without what only the cluster knows, where the manifest does not have it. */
  private VirtualGateway resource(Document document) {
    var resource = SERIALIZATION.convertValue(document.content(), VirtualGateway.class);
    var metadata = resource.getMetadata();
    if (metadata.getNamespace() == null || metadata.getNamespace().isEmpty()) {
      metadata.setNamespace(namespace);
    }
    if (metadata.getUid() == null) {
      metadata.setUid(Forecast.UNKNOWN_UID);
    }
    if (metadata.getGeneration() == null) {
      metadata.setGeneration(1L);
    }
    return resource;
  }

  private String name(Document document) {
    if (document.content().get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("name") instanceof String name) {
      return (metadata.get("namespace") instanceof String own && !own.isEmpty() ? own : namespace)
          + "/"
          + name;
    }
    return "";
  }

  /** The field that no resource can have so. */
  private static String misfit(IllegalArgumentException e) {
    return e.getCause() instanceof JsonMappingException problem
        ? problem.getPath().stream()
            .takeWhile(it -> it.getFieldName() != null)
            .map(JsonMappingException.Reference::getFieldName)
            .collect(Collectors.joining("."))
        : "metadata";
  }

  private static String place(Document document) {
    return document.source() + ":" + document.line();
  }

  private void find(
      Document document, String name, String path, String message, @Nullable String fix) {
    findings.add(new Finding(document.source(), document.line(path), name, path, message, fix));
  }

  /** The gateways in which nothing is wrong, in the order of the manifests. */
  public List<Candidate> candidates() {
    return List.copyOf(candidates);
  }

  /** What is wrong, in the order of the manifests. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** What else people may want to know. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** How many VirtualGateways there were. */
  public int checked() {
    return checked;
  }

  /** How many manifests were of other kinds. */
  public int skipped() {
    return skipped;
  }
}
