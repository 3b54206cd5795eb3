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

/** The kinds of this operator's resources. */
enum OurKind {
  GATEWAY(VirtualGateway.class),
  CONNECTION(AppMeshConnection.class);

  /** The {@code apiVersion} of all kinds. */
  static final String API_VERSION = HasMetadata.getApiVersion(VirtualGateway.class);

  /** All kinds, for messages. */
  static final String WORDS =
      Arrays.stream(values()).map(OurKind::word).collect(Collectors.joining(" or "));

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private final Class<? extends HasMetadata> type;

  OurKind(Class<? extends HasMetadata> type) {
    this.type = type;
  }

  /** The kind with this name, ignoring case. */
  static Optional<OurKind> meant(String kind) {
    return Arrays.stream(values()).filter(it -> it.word().equalsIgnoreCase(kind)).findFirst();
  }

  /** The value of {@code kind} in manifests. */
  String word() {
    return HasMetadata.getKind(type);
  }

  /**
   * Kind, namespace and name of a manifest's resource; empty if it has no name.
   *
   * @param namespace for resources without one
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

  /** The violations of the definition's rules in a manifest. */
  List<Violation> violations(Document document) {
    return rules().checkManifest(document.content());
  }

  /** How to fix a violation; null if the message says it. */
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
   * Converts a manifest without violations to a resource.
   *
   * @throws IllegalArgumentException if a field has a wrong type
   */
  HasMetadata read(Document document) {
    return SERIALIZATION.convertValue(document.content(), type);
  }
}
