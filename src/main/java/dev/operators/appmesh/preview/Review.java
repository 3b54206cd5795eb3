// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.manifest.UnreadableDocumentException;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks manifests offline: all rules of the custom resources and of the App Mesh API, and that no
 * two manifests describe the same resource or gateway.
 */
public final class Review {

  /** More help nobody; the manifests after that are not checked. */
  private static final int MAX_FINDINGS = 10_000;

  private final DesiredGateways desired;
  private final String namespace;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<ReviewFinding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Document> names = new HashMap<>();
  private final Map<Target, Candidate> targets = new HashMap<>();
  private final Map<OurKind, Integer> checked = new EnumMap<>(OurKind.class);
  private int skipped;
  private int unchecked;

  /**
   * @param desired reads the desired gateway of a resource
   * @param namespace for resources without one
   */
  public Review(DesiredGateways desired, String namespace) {
    this.desired = desired;
    this.namespace = namespace;
  }

  /** Adds a file that cannot be read. */
  public void add(UnreadableDocumentException unreadable) {
    findings.add(
        new ReviewFinding(
            unreadable.source(), unreadable.line(), "", "", unreadable.problem(), null));
  }

  /** Adds and checks a manifest. */
  public void add(Document document) {
    if (findings.size() >= MAX_FINDINGS) {
      unchecked++;
      return;
    }
    switch (KindCheck.of(document)) {
      case KindCheck.Ours(var kind) -> check(kind, document);
      case KindCheck.Other(var note) -> {
        skipped++;
        if (!note.isEmpty()) {
          notes.add("%s:%d: %s".formatted(document.source(), document.line(), note));
        }
      }
      case KindCheck.Mistaken(var path, var message, var fix) ->
          find(document, "", path, message, fix);
    }
  }

  private void check(OurKind kind, Document document) {
    checked.merge(kind, 1, Integer::sum);
    var name = kind.resource(document, namespace);
    var violations = kind.violations(document);
    violations.forEach(it -> find(document, name, it.path(), it.message(), kind.fix(it)));
    var earlier = name.isEmpty() ? null : names.putIfAbsent(name, document.withoutContent());
    if (earlier != null) {
      find(
          document,
          name,
          "metadata.name",
          "Duplicate value: the same resource is in " + place(earlier),
          "remove one of the two: the later one would replace the other");
    }
    if (!violations.isEmpty() || earlier != null) {
      return;
    }
    HasMetadata resource;
    try {
      resource = kind.read(document);
    } catch (IllegalArgumentException e) {
      find(document, name, misfit(e), "Invalid value: wrong type", null);
      return;
    }
    if (resource instanceof VirtualGateway gateway) {
      check(document, name, gateway);
    }
  }

  private void check(Document document, String name, VirtualGateway resource) {
    complete(resource.getMetadata());
    switch (desired.read(resource)) {
      case DesiredGateways.Reading.Illegible(var problem) ->
          find(document, name, "spec", problem, null);
      case DesiredGateways.Reading.Legible(var wanted) ->
          check(name, new Candidate(document, resource, wanted));
    }
  }

  /** A gateway and its connection: with two connections, the same key can mean two gateways. */
  private record Target(String connection, GatewayKey key) {}

  private void check(String name, Candidate candidate) {
    var document = candidate.document();
    var problem = candidate.desired().tagProblem();
    problem.ifPresent(it -> find(document, name, "spec.tags", it, null));
    var target = new Target(candidate.connection(), candidate.desired().key());
    var placed = candidate.withoutContent();
    var rival = targets.putIfAbsent(target, placed);
    if (rival != null) {
      find(
          document,
          name,
          "spec.virtualGatewayName",
          "Duplicate value: %s is also the gateway of %s in %s"
              .formatted(candidate.desired().key(), rival.name(), place(rival.document())),
          "give one of the two another virtualGatewayName: only one can own the gateway");
    }
    if (problem.isEmpty() && rival == null) {
      candidates.add(placed);
    }
  }

  /** Adds what the cluster would add, if the manifest does not have it. */
  private void complete(ObjectMeta metadata) {
    if (metadata.getNamespace() == null || metadata.getNamespace().isEmpty()) {
      metadata.setNamespace(namespace);
    }
    if (metadata.getUid() == null) {
      metadata.setUid(Forecast.UNKNOWN_UID);
    }
    if (metadata.getGeneration() == null) {
      metadata.setGeneration(1L);
    }
  }

  /** The field with the wrong type. */
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
    findings.add(
        new ReviewFinding(document.source(), document.line(path), name, path, message, fix));
  }

  /** The gateways without findings, in the order of the manifests. */
  public List<Candidate> candidates() {
    return List.copyOf(candidates);
  }

  /** Further notes for the user. */
  public List<String> notes() {
    var all = new ArrayList<>(notes);
    if (unchecked > 0) {
      all.add(
          "%d manifests were not checked, after %d findings: correct these first"
              .formatted(unchecked, findings.size()));
    }
    return List.copyOf(all);
  }

  /**
   * The result.
   *
   * @param steps what would happen to the candidates; null if App Mesh was not read
   */
  public PlanResult result(@Nullable List<Step> steps) {
    return new PlanResult(
        List.copyOf(findings),
        steps,
        checked.getOrDefault(OurKind.GATEWAY, 0),
        checked.getOrDefault(OurKind.CONNECTION, 0),
        skipped);
  }
}
