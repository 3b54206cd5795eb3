// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Secrets in the operator's own namespace that connections name. They are got one by one and
 * not watched: for that the right to get these very Secrets is enough.
 */
final class KeySecrets {

  /** What a Secret holds. */
  sealed interface Reading {
    /** An access key. */
    record Found(Credentials.Key key) implements Reading {}

    /** None; the problem names the Secret and what helps. */
    record Missing(String problem) implements Reading {}
  }

  private static final Logger log = LoggerFactory.getLogger(KeySecrets.class);

  private static final String ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
  private static final String TOKEN = "AWS_SESSION_TOKEN";

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, Reading> known = new ConcurrentHashMap<>();

  /**
   * @param namespace the operator's own
   */
  KeySecrets(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** What the Secret held when it was last looked at; the first time it is. */
  Reading get(String name) {
    return known.computeIfAbsent(name, it -> look(it, null));
  }

  /**
   * Looks at all again.
   *
   * @param named those that connections name; what is known of others is forgotten
   * @return the names of those that have changed
   */
  Set<String> refresh(Collection<String> named) {
    known.keySet().retainAll(named);
    var changed = new HashSet<String>();
    known.forEach(
        (name, before) -> {
          var now = look(name, before);
          if (!now.equals(before)) {
            known.put(name, now);
            changed.add(name);
          }
        });
    return changed;
  }

  private Reading look(String name, @Nullable Reading before) {
    try {
      var secret = client.secrets().inNamespace(namespace).withName(name).get();
      return secret == null
          ? new Reading.Missing(
              "There is no Secret %s in namespace %s: make it".formatted(name, namespace))
          : read(secret, name);
    } catch (KubernetesClientException e) {
      log.debug("Secret {} cannot be read", name, e);
      if (e.getCode() == 403) {
        return new Reading.Missing(
            "The operator may not read Secret %s in namespace %s: let its service account get it"
                .formatted(name, namespace));
      }
      return before == null
          ? new Reading.Missing(
              "Secret %s in namespace %s cannot be read: the API server does not answer"
                  .formatted(name, namespace))
          : before;
    }
  }

  private Reading read(Secret secret, String name) {
    var id = value(secret, ID);
    var key = value(secret, SECRET);
    return id.isEmpty() || key.isEmpty()
        ? new Reading.Missing(
            "Secret %s in namespace %s must have the keys %s and %s: add them"
                .formatted(name, namespace, ID, SECRET))
        : new Reading.Found(
            new Credentials.Key(id.get(), key.get(), value(secret, TOKEN).orElse(null)));
  }

  private static Optional<String> value(Secret secret, String key) {
    return Optional.ofNullable(secret.getData())
        .map(it -> it.get(key))
        .map(it -> new String(Base64.getDecoder().decode(it), UTF_8))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }
}
