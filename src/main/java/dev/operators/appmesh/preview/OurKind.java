// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.rules.Fixes;
import dev.operators.appmesh.rules.RuleBook;
import dev.operators.appmesh.rules.Violation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of resources that are ours. */
enum OurKind {
  GATEWAY(VirtualGateway.class),
  CONNECTION(AppMeshConnection.class);

  /** What all of them have as {@code apiVersion}. */
  static final String API_VERSION = HasMetadata.getApiVersion(VirtualGateway.class);

  /** For those who could mean any of them. */
  static final String WORDS =
      Arrays.stream(values()).map(OurKind::word).collect(Collectors.joining(" or "));

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private final Class<? extends HasMetadata> type;

  OurKind(Class<? extends HasMetadata> type) {
    this.type = type;
  }

  /** The one that a manifest means which has this as {@code kind}, with other capitals perhaps. */
  static Optional<OurKind> meant(String kind) {
    return Arrays.stream(values()).filter(it -> it.word().equalsIgnoreCase(kind)).findFirst();
  }

  /** What manifests have as {@code kind}. */
  String word() {
    return HasMetadata.getKind(type);
  }

  /**
   * Which resource a manifest is about: kind, namespace and name; empty where it has no name.
   *
   * @param namespace of resources that name none
   */
  String resource(Document document, String namespace) {
    if (!(document.content().get("metadata") instanceof Map<?, ?> metadata)
        || !(metadata.get("name") instanceof String name)) {
      return "";
    }
    if (!Namespaced.class.isAssignableFrom(type)) {
      return word() + " " + name;
    }
    var own = metadata.get("namespace") instanceof String given && !given.isEmpty() ? given : null;
    return word() + " " + (own == null ? namespace : own) + "/" + name;
  }

  /** The rules of the definition that a manifest breaks. */
  List<Violation> violations(Document document) {
    return rules().checkManifest(document.content());
  }

  /** What helps; null where the message says it. */
  @Nullable String fix(Violation violation) {
    return new Fixes(rules()).of(violation).orElse(null);
  }

  private RuleBook rules() {
    return switch (this) {
      case GATEWAY -> RuleBook.shipped();
      case CONNECTION -> RuleBook.connections();
    };
  }

  /**
   * A manifest that breaks no rule as a resource.
   *
   * @throws IllegalArgumentException if a field is of a type that no resource has
   */
  HasMetadata read(Document document) {
    return SERIALIZATION.convertValue(document.content(), type);
  }
}
