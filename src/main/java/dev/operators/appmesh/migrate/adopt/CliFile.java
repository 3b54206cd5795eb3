// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.adopt;

import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file in a format of the AWS CLI: the output of describe-virtual-gateway, with or without the
 * enclosing {@code virtualGateway}, the input of create-virtual-gateway, or a spec alone, as its
 * {@code --spec} takes it.
 */
final class CliFile {

  private static final Set<String> MEMBERS =
      Set.of(
          "clientToken",
          "meshName",
          "meshOwner",
          "metadata",
          "spec",
          "status",
          "tags",
          "virtualGatewayName");

  /** The members of a resource's spec that are not part of the API's spec. */
  private static final Set<String> OURS =
      Set.of("connectionRef", "management", "meshName", "meshOwner", "tags", "virtualGatewayName");

  private static final Set<String> SPEC = Set.of("backendDefaults", "listeners", "logging");

  private static final Set<String> IDENTITY =
      Set.of("spec.meshName", "spec.meshOwner", "spec.virtualGatewayName");

  private static final String NO_SPECS =
      "a list of virtual gateways has no specs: take describe-virtual-gateway of each, or import"
          + " them with --mesh";

  /** A problem in a file, and where it is. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(Document document, String path, String problem) {
      super("%s:%d: %s".formatted(document.source(), document.line(path), problem));
    }
  }

  private final Document document;
  private final FileNames names;
  private final String prefix;
  private final boolean bare;
  private final Map<?, ?> members;

  private CliFile(Document document, FileNames names) {
    this.document = document;
    this.names = names;
    var content = document.content();
    bare = !content.isEmpty() && SPEC.containsAll(content.keySet());
    if (content.get("virtualGateway") instanceof Map<?, ?> wrapped) {
      prefix = "virtualGateway.";
      members = wrapped;
    } else {
      prefix = "";
      members = bare ? Map.of("spec", content) : content;
    }
  }

  /**
   * The gateway in the document.
   *
   * @param names for what the document does not name
   * @throws Unusable if it contains none
   */
  static FoundGateway read(Document document, FileNames names) {
    return new CliFile(document, names).gateway();
  }

  /** The file and line of a field of a resource. In the API the identity is beside the spec. */
  String place(String path) {
    var field =
        IDENTITY.contains(path) || path.startsWith("spec.tags")
            ? path.substring("spec.".length())
            : path;
    return "%s:%d: ".formatted(document.source(), document.line(inFile(field)));
  }

  /** A spec alone is the whole file. */
  private String inFile(String field) {
    return bare ? field.replaceFirst("^spec\\.?", "") : prefix + field;
  }

  private FoundGateway gateway() {
    if (members.containsKey("virtualGateways")) {
      throw unusable("virtualGateways", NO_SPECS);
    }
    if (members.containsKey("arn") && !members.containsKey("spec")) {
      throw unusable("arn", NO_SPECS);
    }
    if (members.containsKey("apiVersion")) {
      throw unusable(
          "apiVersion",
          "a manifest of Kubernetes, not a file of the AWS CLI: the command convert takes those of"
              + " AWS's controller");
    }
    for (var name : members.keySet()) {
      if (!MEMBERS.contains(String.valueOf(name))) {
        throw unusable(
            String.valueOf(name),
            "%s is not a member of the output of describe-virtual-gateway or the input of create-virtual-gateway"
                .formatted(name));
      }
    }
    if (members.get("status") instanceof Map<?, ?> status
        && "DELETED".equals(status.get("status"))) {
      throw unusable("status", "the gateway is deleted");
    }
    if (!(members.get("spec") instanceof Map<?, ?> spec)) {
      throw unusable("spec", "spec is missing, or not an object");
    }
    for (var name : spec.keySet()) {
      if (OURS.contains(String.valueOf(name))) {
        throw unusable("spec." + name, "spec has no member " + name + " in App Mesh's API");
      }
    }
    return new FoundGateway(
        this,
        required("meshName", names.mesh(), "--mesh"),
        meshOwner(),
        required("virtualGatewayName", names.gateway(), "--name"),
        members(spec),
        tags());
  }

  private @Nullable String meshOwner() {
    var own = text(members, "meshOwner");
    if (own != null || !(members.get("metadata") instanceof Map<?, ?> metadata)) {
      return own;
    }
    var owner = text(metadata, "meshOwner");
    return owner == null || owner.equals(text(metadata, "resourceOwner")) ? null : owner;
  }

  private Tags tags() {
    if (!members.containsKey("tags")) {
      return Tags.NONE;
    }
    var tags = new TreeMap<String, String>();
    if (!(members.get("tags") instanceof List<?> list)) {
      throw unusable("tags", "tags must be a list of key and value");
    }
    for (var item : list) {
      if (!(item instanceof Map<?, ?> tag) || text(tag, "key") == null) {
        throw unusable("tags", "tags must be a list of key and value");
      }
      var value = text(tag, "value");
      if (tags.put(String.valueOf(tag.get("key")), value == null ? "" : value) != null) {
        throw unusable("tags", "tag " + tag.get("key") + " appears twice");
      }
    }
    return new Tags(tags);
  }

  /** The name in the file or, if there is none, that of the flag. */
  private String required(String name, @Nullable String given, String flag) {
    var value = text(members, name);
    if (value == null && given == null) {
      throw unusable(
          name,
          "%s is missing or empty: add it, or import the file with %s NAME".formatted(name, flag));
    }
    if (value != null && given != null && !value.equals(given)) {
      throw unusable(
          name, "%s is %s, but %s says %s: correct one".formatted(name, value, flag, given));
    }
    return Objects.requireNonNullElse(value, String.valueOf(given));
  }

  /** Null also for an empty text, as in what --generate-cli-skeleton prints. */
  private @Nullable String text(Map<?, ?> map, String name) {
    var value = map.get(name);
    if (value == null || value instanceof String) {
      return "".equals(value) ? null : (String) value;
    }
    throw unusable(name, name + " must be text: quote it");
  }

  private static Map<String, Object> members(Map<?, ?> map) {
    var members = new TreeMap<String, Object>();
    map.forEach((name, value) -> members.put(String.valueOf(name), value));
    return members;
  }

  private Unusable unusable(String name, String problem) {
    return new Unusable(document, inFile(name), problem);
  }
}
