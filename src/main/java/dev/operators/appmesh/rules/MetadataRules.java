// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What kubectl apply and the API server want of the parts of a manifest that are the same in all
 * kinds: Kubernetes' own rules (k8s.io/apimachinery, pkg/api/validation).
 */
final class MetadataRules {

  static final Set<String> METADATA =
      sorted(
          Set.of(
              "annotations",
              "creationTimestamp",
              "deletionGracePeriodSeconds",
              "deletionTimestamp",
              "finalizers",
              "generateName",
              "generation",
              "labels",
              "managedFields",
              "name",
              "namespace",
              "ownerReferences",
              "resourceVersion",
              "selfLink",
              "uid"));

  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern LABEL = Pattern.compile(DNS_LABEL);
  private static final Pattern SUBDOMAIN = Pattern.compile(DNS_LABEL + "(\\." + DNS_LABEL + ")*");
  private static final Pattern WORD = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");

  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 253;
  private static final int ANNOTATIONS = 256 * 1024;

  private final List<Violation> violations = new ArrayList<>();

  private MetadataRules() {}

  /** What a manifest may have beside the members that its definition names. */
  static Set<String> top(Set<String> defined) {
    var top = new TreeSet<>(defined);
    top.addAll(List.of("apiVersion", "kind", "metadata"));
    return sorted(top);
  }

  /** In the same order on every run, since fixes list them. */
  private static Set<String> sorted(Set<String> names) {
    return Collections.unmodifiableSet(new TreeSet<>(names));
  }

  /**
   * @param top the members that a manifest may have
   */
  static List<Violation> check(Map<String, Object> manifest, Set<String> top) {
    var rules = new MetadataRules();
    rules.unknown("", manifest, top);
    if (manifest.get("metadata") instanceof Map<?, ?> metadata) {
      rules.metadata(metadata);
    } else if (manifest.containsKey("metadata")) {
      rules.add("metadata", "Invalid value: must be an object");
    } else {
      rules.add("metadata.name", "Required value");
    }
    return rules.violations;
  }

  private void metadata(Map<?, ?> metadata) {
    unknown("metadata.", metadata, METADATA);
    var name = text("metadata.name", metadata.get("name"));
    if (name != null) {
      name(name);
    } else if (metadata.containsKey("generateName")) {
      add("metadata.generateName", "Forbidden: kubectl apply takes no generated names: set name");
    } else if (!metadata.containsKey("name") || "".equals(metadata.get("name"))) {
      add("metadata.name", "Required value");
    }
    var namespace = text("metadata.namespace", metadata.get("namespace"));
    if (namespace != null
        && !(namespace.length() <= LONGEST_LABEL && LABEL.matcher(namespace).matches())) {
      invalid(
          "metadata.namespace",
          namespace,
          "a namespace has up to 63 lower-case letters, digits and '-', and begins and ends with a"
              + " letter or digit");
    }
    words("metadata.labels", metadata.get("labels"), true);
    words("metadata.annotations", metadata.get("annotations"), false);
    if (metadata.get("finalizers") instanceof List<?> finalizers) {
      finalizers.forEach(it -> key("metadata.finalizers", String.valueOf(it)));
    }
  }

  private void name(String name) {
    if (name.length() > LONGEST_NAME) {
      invalid("metadata.name", name, "must be no more than 253 characters");
    } else if (!SUBDOMAIN.matcher(name).matches()) {
      invalid(
          "metadata.name",
          name,
          "a name consists of lower-case letters, digits, '-' and '.', and begins and ends with a"
              + " letter or digit");
    }
  }

  private void words(String path, @Nullable Object value, boolean labels) {
    if (value == null) {
      return;
    }
    if (!(value instanceof Map<?, ?> map)) {
      add(path, "Invalid value: must be an object of texts");
      return;
    }
    long bytes = 0;
    for (var entry : map.entrySet()) {
      var key = String.valueOf(entry.getKey());
      key(path, key);
      if (!(entry.getValue() instanceof String text)) {
        add(
            path,
            "Invalid value: "
                + entry.getValue()
                + ": the value of "
                + key
                + " must be text: quote it");
        continue;
      }
      bytes += key.getBytes(UTF_8).length + (long) text.getBytes(UTF_8).length;
      if (labels && !(text.isEmpty() || isWord(text))) {
        invalid(
            path,
            text,
            "the value of a label has up to 63 letters, digits, '-', '_' and '.', and begins and"
                + " ends with a letter or digit");
      }
    }
    if (!labels && bytes > ANNOTATIONS) {
      add(path, "Too long: may not be more than " + ANNOTATIONS + " bytes");
    }
  }

  /** A name, and before it, divided by a slash, a domain. */
  private void key(String path, String key) {
    int slash = key.indexOf('/');
    var domain = slash < 0 ? null : key.substring(0, slash);
    boolean fits =
        isWord(key.substring(slash + 1))
            && (domain == null
                || (domain.length() <= LONGEST_NAME
                    && SUBDOMAIN
                        .matcher(path.endsWith("annotations") ? small(domain) : domain)
                        .matches()));
    if (!fits) {
      invalid(
          path,
          key,
          "a key has up to 63 letters, digits, '-', '_' and '.', begins and ends with a letter or"
              + " digit, and may have a domain and '/' before it");
    }
  }

  private static String small(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean isWord(String text) {
    return text.length() <= LONGEST_LABEL && WORD.matcher(text).matches();
  }

  private @Nullable String text(String path, @Nullable Object value) {
    if (value instanceof String text) {
      return text.isEmpty() ? null : text;
    }
    if (value != null) {
      add(path, "Invalid value: " + value + ": must be text: quote it");
    }
    return null;
  }

  private void unknown(String prefix, Map<?, ?> members, Set<String> known) {
    for (var name : members.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        add(prefix + name, "unknown field \"" + prefix + name + "\"");
      }
    }
  }

  private void invalid(String path, String value, String rule) {
    add(path, "Invalid value: \"" + value + "\": " + rule);
  }

  private void add(String path, String message) {
    violations.add(new Violation(path, message));
  }
}
